package org.addonsdata.addons.seed;

import org.jspecify.annotations.Nullable;

/** An account. Times are seconds since the epoch. */
record UserDraft(
        int id,
        String username,
        String displayName,
        @Nullable String location,
        boolean developer,
        double averageRating,
        long created) {}
