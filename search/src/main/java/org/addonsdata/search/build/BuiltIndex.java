package org.addonsdata.search.build;

import java.time.Duration;
import java.util.List;
import org.addonsdata.search.index.OwnIndex;
import org.addonsdata.search.load.RangeDigests;
import org.addonsdata.search.load.RefusedDocument;

/**
 * An index that is filled, verified and complete, and not yet published.
 *
 * @param documents how many it holds
 * @param bytes of the bulk requests that filled it, before compression
 * @param caughtUp how many documents changed while it was being filled
 * @param refused documents that the server did not take, where those are skipped
 * @param digests of the view it was verified against, for {@link IndexBuild#settle}
 */
public record BuiltIndex(
        OwnIndex index,
        long documents,
        long bytes,
        long caughtUp,
        List<RefusedDocument> refused,
        Duration duration,
        RangeDigests digests) {
    public String name() {
        return index.name();
    }
}
