package org.addonsdata.search.compare;

import org.addonsdata.search.load.DocumentState;
import org.jspecify.annotations.Nullable;

/**
 * One document that is not the same on both sides.
 *
 * @param state of the indexed document, null for a missing one
 */
record Difference(long key, Kind kind, @Nullable DocumentState state) {
    enum Kind {
        /** In the source only. */
        MISSING,
        /** Of another version in the index. */
        STALE,
        /** In the index only. */
        SURPLUS
    }
}
