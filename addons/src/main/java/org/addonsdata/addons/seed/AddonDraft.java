package org.addonsdata.addons.seed;

import java.util.List;
import java.util.Map;
import org.addonsdata.addons.reference.Category;
import org.addonsdata.addons.reference.License;
import org.addonsdata.addons.reference.PromotedGroup;
import org.jspecify.annotations.Nullable;

/** An add-on with all that belongs to it, before it has ids. Times are seconds since the epoch. */
record AddonDraft(
        Identity identity,
        Map<AddonText, Localized> texts,
        Popularity popularity,
        List<Author> authors,
        List<Category> categories,
        List<String> tags,
        List<Localized> previewCaptions,
        List<VersionDraft> versions,
        List<ReviewDraft> reviews,
        @Nullable PromotedGroup promoted,
        Traits traits,
        long created) {
    static final int EXTENSION = 1;
    static final int DICTIONARY = 3;
    static final int LANGUAGE_PACK = 5;
    static final int STATIC_THEME = 10;

    static final int INCOMPLETE = 0;
    static final int NOMINATED = 3;
    static final int APPROVED = 4;
    static final int DISABLED = 5;
    static final int DELETED = 11;

    static final int AWAITING_REVIEW = 1;

    boolean isTheme() {
        return identity.type == STATIC_THEME;
    }

    /** What an add-on is known by. */
    record Identity(int type, String guid, String slug, String locale, int status) {}

    /** How many use it. */
    record Popularity(int dailyUsers, int weeklyDownloads, double hotness) {}

    /** A developer: owner (5) or developer (4). */
    record Author(int user, int role) {
        static final int OWNER = 5;
        static final int DEVELOPER = 4;
    }

    /** What few add-ons have. */
    record Traits(
            boolean inactive,
            boolean experimental,
            boolean requiresPayment,
            String contributions,
            @Nullable String targetLocale,
            int edits) {
        static final Traits USUAL = new Traits(false, false, false, "", null, 1);
    }

    /**
     * A version with its one file, oldest first. The versions of Firefox it works with, for each
     * application.
     */
    record VersionDraft(
            String version,
            License license,
            Localized releaseNotes,
            FileDraft file,
            List<Compatibility> compatibility,
            boolean deleted,
            boolean listed,
            long created) {
        boolean canBeCurrent() {
            return listed && !deleted && file.status != DISABLED;
        }
    }

    /** What is installed. */
    record FileDraft(
            int status,
            int size,
            int manifestVersion,
            boolean strictCompatibility,
            List<String> permissions,
            List<String> hostPermissions) {}

    /** From one version of an application to another. */
    record Compatibility(int application, String least, String greatest) {}

    /**
     * What a user thinks of a version, named by its place in the list, and perhaps the developer's
     * answer.
     */
    record ReviewDraft(
            int user,
            int version,
            int rating,
            @Nullable String text,
            @Nullable String reply,
            Standing standing,
            long created) {}

    /** What became of a review. */
    enum Standing {
        LATEST,
        /** The same user has written a newer one. */
        REPLACED,
        /** The newer one of a user's two. */
        REPLACING,
        DELETED,
        FLAGGED;

        boolean counts() {
            return this != REPLACED && this != DELETED;
        }
    }
}
