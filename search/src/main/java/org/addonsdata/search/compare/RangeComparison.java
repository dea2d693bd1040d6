package org.addonsdata.search.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.addonsdata.search.DocumentSource.KeyRange;
import org.addonsdata.search.DocumentSource.View;
import org.addonsdata.search.cluster.SearchCluster;

/**
 * Walks over a range of the source and of the index side by side until enough differences are
 * found. They are handed out after the walk, so that who takes them may read from the view.
 */
final class RangeComparison {
    /** How many differences are handed out at once, at most. */
    static final int BATCH = 1_000;

    private final IndexScan scan;
    private final List<Difference> differences = new ArrayList<>();

    private RangeComparison(IndexScan scan) {
        this.scan = scan;
    }

    /** Hands out every difference, ascending by key. The caller has refreshed the index. */
    static void compare(
            View view,
            SearchCluster cluster,
            String index,
            KeyRange range,
            Consumer<List<Difference>> batches) {
        var rest = range;
        while (true) {
            var comparison = new RangeComparison(new IndexScan(cluster, index, rest));
            view.readVersions(rest, comparison::next);
            comparison.skipTo(Long.MAX_VALUE);
            if (!comparison.differences.isEmpty()) {
                batches.accept(comparison.differences);
            }
            if (!comparison.isFull() || comparison.differences.getLast().key() == rest.last()) {
                return;
            }
            rest = new KeyRange(comparison.differences.getLast().key() + 1, rest.last());
        }
    }

    private void next(long key, long version) {
        skipTo(key);
        if (isFull()) {
            return;
        }
        var indexed = scan.peek();
        if (indexed == null || indexed.key() != key) {
            differences.add(new Difference(key, Difference.Kind.MISSING, null));
            return;
        }
        if (indexed.version() != version) {
            differences.add(new Difference(key, Difference.Kind.STALE, indexed.state()));
        }
        scan.advance();
    }

    private void skipTo(long key) {
        while (!isFull()) {
            var indexed = scan.peek();
            if (indexed == null || indexed.key() >= key) {
                return;
            }
            differences.add(
                    new Difference(indexed.key(), Difference.Kind.SURPLUS, indexed.state()));
            scan.advance();
        }
    }

    private boolean isFull() {
        return differences.size() >= BATCH;
    }
}
