package org.addonsdata.search.compare;

import java.util.List;

/**
 * Whether an index is true to its source.
 *
 * @param mappingMatches whether the index was made from the definition of today
 * @param missing in the source only
 * @param surplus in the index only
 * @param stale of another {@code modified} in the index
 * @param refused in the source only, as the index was built without them on purpose
 */
public record CheckReport(
        String index,
        long documentsInSource,
        long documentsInIndex,
        boolean mappingMatches,
        Finding missing,
        Finding surplus,
        Finding stale,
        Finding refused) {
    /**
     * Documents of one kind of difference.
     *
     * @param firstKeys some of them, ascending within what was found first
     */
    public record Finding(long total, List<Long> firstKeys) {}

    /** Whether nothing differs but the documents that were left out on purpose. */
    public boolean isTrue() {
        return mappingMatches
                && documentsInSource == documentsInIndex + refused.total()
                && differences() == 0;
    }

    /** How many documents differ. */
    public long differences() {
        return missing.total() + surplus.total() + stale.total();
    }
}
