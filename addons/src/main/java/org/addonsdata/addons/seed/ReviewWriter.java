package org.addonsdata.addons.seed;

import java.util.List;
import org.addonsdata.addons.load.Table;
import org.addonsdata.addons.load.TableLoader;
import org.addonsdata.addons.reference.ReferenceData;
import org.addonsdata.addons.seed.Activity.Action;
import org.addonsdata.addons.seed.AddonDraft.ReviewDraft;
import org.addonsdata.addons.seed.AddonDraft.Standing;

/** Writes the reviews of an add-on, the developer's answers, and what was reported about them. */
final class ReviewWriter {
    private static final long ANSWER_SECONDS = 36 * 60 * 60;

    private final TableLoader loader;
    private final Ids ids;
    private final Activity activity;

    ReviewWriter(TableLoader loader, Ids ids, Activity activity) {
        this.loader = loader;
        this.ids = ids;
        this.activity = activity;
    }

    void write(int addon, List<Integer> versions, AddonDraft draft) {
        for (var review : draft.reviews()) {
            int id = ids.next(Table.REVIEWS);
            int version = versions.get(review.version());
            review(id, addon, version, review);
            activity.log(
                    Action.ADD_RATING,
                    review.user(),
                    review.created(),
                    addon,
                    "ratings.rating",
                    id);
            if (review.reply() != null) {
                answer(id, addon, version, review, draft.authors().getFirst().user());
            }
            if (review.standing() == Standing.FLAGGED) {
                flag(id, review.created());
            }
            if (review.standing() == Standing.DELETED) {
                activity.log(
                        Action.DELETE_RATING,
                        ReferenceData.TASK_USER,
                        review.created(),
                        addon,
                        "ratings.rating",
                        id);
            }
        }
    }

    private void review(int id, int addon, int version, ReviewDraft review) {
        var row =
                loader.row(Table.REVIEWS)
                        .number(id)
                        .number(addon)
                        .number(version)
                        .number(review.user());
        row.none().number(review.rating()).text(review.text()).text(address(review.user()));
        row.flag(review.standing() == Standing.DELETED)
                .flag(review.standing() != Standing.REPLACED);
        row.number(review.standing() == Standing.REPLACING ? 1 : 0)
                .end(review.created(), review.created());
    }

    private void answer(int review, int addon, int version, ReviewDraft draft, int developer) {
        long time = draft.created() + ANSWER_SECONDS;
        var row =
                loader.row(Table.REVIEWS)
                        .number(ids.next(Table.REVIEWS))
                        .number(addon)
                        .number(version);
        row.number(developer).number(review).none().text(draft.reply()).text("");
        row.flag(false).flag(true).number(0).end(time, time);
    }

    private void flag(int review, long time) {
        var row =
                loader.row(Table.REVIEWS_MODERATION_FLAGS)
                        .number(ids.next(Table.REVIEWS_MODERATION_FLAGS));
        row.number(review).number(ReferenceData.TASK_USER).text("review_flag_reason_spam");
        row.text("Looks like an advertisement").end(time, time);
    }

    /** From the network that is reserved for examples. */
    private static String address(int user) {
        return "198.51.100." + user % 256;
    }
}
