package org.addonsdata.addons.seed;

import java.util.List;

/** A collection and the ids of its add-ons in their order. */
record CollectionDraft(
        String slug,
        Localized name,
        Localized description,
        String locale,
        int type,
        boolean listed,
        int author,
        List<Integer> addons,
        long created) {
    static final int NORMAL = 0;
    static final int FEATURED = 2;
    static final int FAVORITES = 4;
}
