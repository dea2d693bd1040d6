package org.addonsdata.addons.seed;

import java.util.List;
import org.addonsdata.addons.seed.AddonDraft.ReviewDraft;

/**
 * What the reviews of an add-on come to: only the latest review of each user counts, deleted ones
 * and developers' answers do not.
 *
 * @param average four decimals, as addons-server rounds it
 */
record Ratings(int count, int textCount, double average) {
    /**
     * The bayesian rating pulls towards so many reviews of the average add-on; fixed, so that rows
     * need no second look.
     */
    private static final double USUAL_COUNT = 10;

    private static final double USUAL_RATING = 3.8;

    static Ratings of(List<ReviewDraft> reviews) {
        int count = 0;
        int textCount = 0;
        long sum = 0;
        for (var review : reviews) {
            if (review.standing().counts()) {
                count++;
                sum += review.rating();
                textCount += review.text() == null ? 0 : 1;
            }
        }
        return new Ratings(count, textCount, count == 0 ? 0 : round((double) sum / count));
    }

    /** The average weighed by how many there are. */
    double bayesian() {
        return count == 0
                ? 0
                : round((USUAL_COUNT * USUAL_RATING + count * average) / (USUAL_COUNT + count));
    }

    static double round(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
