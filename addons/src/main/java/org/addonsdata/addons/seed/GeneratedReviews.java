package org.addonsdata.addons.seed;

import java.util.ArrayList;
import java.util.List;
import org.addonsdata.addons.seed.AddonDraft.ReviewDraft;
import org.addonsdata.addons.seed.AddonDraft.Standing;
import org.addonsdata.addons.seed.AddonDraft.VersionDraft;
import org.jspecify.annotations.Nullable;

/** The reviews of generated add-ons: the more users, the more of them; most are good. */
final class GeneratedReviews {
    private static final int MOST = 2000;
    private static final int[] RATINGS = {1, 1, 2, 3, 3, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5};
    private static final long DAY = 24 * 60 * 60;

    private final Words words;
    private final People people;

    GeneratedReviews(Words words, People people) {
        this.words = words;
        this.people = people;
    }

    List<ReviewDraft> make(
            Randoms.Stream random, int dailyUsers, List<VersionDraft> versions, String locale) {
        if (versions.isEmpty()) {
            return List.of();
        }
        int wanted = (int) Math.min(MOST, Math.sqrt(dailyUsers) * random.unit() * 3);
        var reviewers = people.choose(random, Math.min(wanted, people.users() / 2));
        var reviews = new ArrayList<ReviewDraft>(reviewers.length);
        for (int reviewer : reviewers) {
            int version = random.below(versions.size());
            if (version > 0 && random.chance(0.02)) {
                reviews.add(
                        review(random, reviewer, version - 1, versions, locale, Standing.REPLACED));
                reviews.add(
                        review(random, reviewer, version, versions, locale, Standing.REPLACING));
            } else {
                reviews.add(review(random, reviewer, version, versions, locale, standing(random)));
            }
        }
        return reviews;
    }

    private static Standing standing(Randoms.Stream random) {
        double chance = random.unit();
        return chance < 0.02
                ? Standing.DELETED
                : chance < 0.03 ? Standing.FLAGGED : Standing.LATEST;
    }

    private ReviewDraft review(
            Randoms.Stream random,
            int user,
            int version,
            List<VersionDraft> versions,
            String locale,
            Standing standing) {
        var text = text(random, locale);
        var reply =
                text != null && standing == Standing.LATEST && random.chance(0.06)
                        ? "Thank you, noted."
                        : null;
        return new ReviewDraft(
                user,
                version,
                RATINGS[random.below(RATINGS.length)],
                text,
                reply,
                standing,
                versions.get(version).created() + DAY + random.below(40) * DAY / 20);
    }

    private @Nullable String text(Randoms.Stream random, String locale) {
        if (random.chance(0.45)) {
            return null;
        }
        var language = words.language(random.chance(0.5) ? Words.ENGLISH : locale);
        return random.pick(language.reviews());
    }
}
