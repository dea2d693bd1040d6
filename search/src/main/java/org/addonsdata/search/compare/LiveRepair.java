package org.addonsdata.search.compare;

import java.util.ArrayList;
import java.util.List;
import org.addonsdata.search.DocumentSource;

/**
 * Reconciles an index that its application writes to at the same time. Differences wait a little
 * and are then looked up in a view that is newer than they are: what was written after the
 * comparison began is no difference any more.
 */
final class LiveRepair {
    private static final int WAITING = 10_000;

    private final DocumentSource source;
    private final Reconciler reconciler;
    private final List<Difference> waiting = new ArrayList<>();
    private long changed;

    LiveRepair(DocumentSource source, Reconciler reconciler) {
        this.source = source;
        this.reconciler = reconciler;
    }

    synchronized void add(List<Difference> differences) {
        waiting.addAll(differences);
        if (waiting.size() >= WAITING) {
            apply();
        }
    }

    /**
     * @return how many documents were written or deleted in all
     */
    synchronized long finish() {
        apply();
        return changed;
    }

    private void apply() {
        if (waiting.isEmpty()) {
            return;
        }
        try (var view = source.open(1)) {
            for (int from = 0; from < waiting.size(); from += RangeComparison.BATCH) {
                var to = Math.min(waiting.size(), from + RangeComparison.BATCH);
                changed += reconciler.apply(view, waiting.subList(from, to));
            }
        }
        waiting.clear();
    }
}
