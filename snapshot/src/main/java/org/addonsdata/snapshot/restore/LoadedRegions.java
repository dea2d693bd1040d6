package org.addonsdata.snapshot.restore;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.addonsdata.core.progress.Progress;

/** Counts regions whose rows are in their tables, and ends the task with the last of them. */
final class LoadedRegions {
    private final Progress.Task task;
    private final AtomicInteger left;
    private final long rows;

    LoadedRegions(List<RowRegion> regions, Progress.Task task) {
        this.task = task;
        this.left = new AtomicInteger(regions.size());
        this.rows = regions.stream().mapToLong(RowRegion::rows).sum();
        task.total(rows);
        if (regions.isEmpty()) {
            end();
        }
    }

    void add(List<RowRegion> regions) {
        task.advance(regions.stream().mapToLong(RowRegion::rows).sum());
        if (!regions.isEmpty() && left.addAndGet(-regions.size()) == 0) {
            end();
        }
    }

    private void end() {
        task.done("%,d rows".formatted(rows));
    }
}
