package org.addonsdata.search.compare;

import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.search.DocumentSource;
import org.addonsdata.search.DocumentSource.KeyRange;
import org.addonsdata.search.DocumentSource.View;
import org.addonsdata.search.cluster.SearchCluster;
import org.addonsdata.search.index.Indexes;
import org.addonsdata.search.load.LoadOptions;
import org.addonsdata.search.load.RangeDigests;
import org.addonsdata.search.load.RangeTasks;
import org.addonsdata.search.load.RefusedDocuments;

/**
 * Brings an index to what a later view holds. Only ranges whose digest differs from the one kept
 * are compared with the index, document by document.
 */
public final class CatchUp {
    private final SearchCluster cluster;
    private final LoadOptions options;
    private final RefusedDocuments refused;
    private final Cancellation cancellation;

    public CatchUp(
            SearchCluster cluster,
            LoadOptions options,
            RefusedDocuments refused,
            Cancellation cancellation) {
        this.cluster = cluster;
        this.options = options;
        this.refused = refused;
        this.cancellation = cancellation;
    }

    /**
     * For an index that nobody else writes to: afterwards it holds what the view holds.
     *
     * @param view opened for {@link LoadOptions#readers} readers
     * @param digests of what was loaded; afterwards those of the view
     * @return how many documents were added, changed or deleted
     */
    public long round(View view, String index, RangeDigests digests) {
        if (digests.areStillThoseOf(view)) {
            digests.areOf(view);
            return 0;
        }
        var changed = new LongAdder();
        var round = new Round(view, index, changed);
        RangeTasks.forEach(
                digests.ranges().size(),
                options.readers(),
                cancellation,
                number -> {
                    var range = digests.ranges().get(number);
                    var digest = digestOf(view, range);
                    if (digest != digests.get(number)) {
                        round.reconcile(range);
                        digests.set(number, digest);
                    }
                });
        digests.areOf(view);
        return changed.sum();
    }

    /**
     * For the live index, whose application goes on writing to it: what differs is looked up in a
     * view opened after the index was read, and nothing that was written meanwhile is overwritten.
     *
     * @return how many documents were added, changed or deleted
     */
    public long settle(DocumentSource source, String index, RangeDigests digests) {
        var repair =
                new LiveRepair(
                        source, new Reconciler(cluster, index, options, refused, cancellation));
        try (var view = source.open(1)) {
            if (digests.areStillThoseOf(view)) {
                return 0;
            }
            new Indexes(cluster).refresh(index);
            for (int number = 0; number < digests.ranges().size(); number++) {
                cancellation.check();
                var range = digests.ranges().get(number);
                var digest = digestOf(view, range);
                if (digest != digests.get(number)) {
                    RangeComparison.compare(view, cluster, index, range, repair::add);
                    digests.set(number, digest);
                }
            }
        }
        return repair.finish();
    }

    private static long digestOf(View view, KeyRange range) {
        var sum = new LongAdder();
        view.readVersions(range, (key, version) -> sum.add(RangeDigests.hash(key, version)));
        return sum.sum();
    }

    /**
     * One round: the index is refreshed when the first difference shows, as scans see refreshed
     * documents only.
     */
    private final class Round {
        private final View view;
        private final String index;
        private final LongAdder changed;
        private final Reconciler reconciler;
        private final ReentrantLock refreshing = new ReentrantLock();
        private boolean refreshed;

        Round(View view, String index, LongAdder changed) {
            this.view = view;
            this.index = index;
            this.changed = changed;
            this.reconciler = new Reconciler(cluster, index, options, refused, cancellation);
        }

        void reconcile(KeyRange range) {
            refreshOnce();
            RangeComparison.compare(
                    view,
                    cluster,
                    index,
                    range,
                    differences -> changed.add(reconciler.apply(view, differences)));
        }

        private void refreshOnce() {
            refreshing.lock();
            try {
                if (!refreshed) {
                    new Indexes(cluster).refresh(index);
                    refreshed = true;
                }
            } finally {
                refreshing.unlock();
            }
        }
    }
}
