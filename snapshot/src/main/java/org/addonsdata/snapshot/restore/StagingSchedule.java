package org.addonsdata.snapshot.restore;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What workers do next. The keys of a table whose rows are all there come first, as they cannot be
 * shared out; then rows, of the table with most rows and keys left and fewest workers, so that
 * workers stay out of each other's way and the long key builds start early. Rows of a packed file
 * come in its order, with their bytes, as they are unpacked.
 */
final class StagingSchedule {
    private static final int UNPACKED_AHEAD = 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, TableWork> tables = new LinkedHashMap<>();
    private final Map<String, TableWork> withRegionsWaiting = new HashMap<>();
    private final PriorityQueue<TableWork> keysReady =
            new PriorityQueue<>(Comparator.comparingLong((TableWork table) -> -table.keyCost));
    private final Deque<RowRegion> small = new ArrayDeque<>();
    private final Deque<Work.Rows> unpacked = new ArrayDeque<>();
    private final boolean packed;
    private int regionsLeft;

    /** A piece of work for one connection. */
    sealed interface Work {
        /**
         * Rows to load.
         *
         * @param bytes of the region where the file is packed, else null
         */
        @SuppressWarnings("ArrayRecordComponent")
        record Rows(RowRegion region, byte @Nullable [] bytes) implements Work {}

        /** Keys that waited for the rows. */
        record Keys(TableKeys table) implements Work {}
    }

    private static final class TableWork {
        private final TableKeys keys;
        private final Deque<RowRegion> waiting = new ArrayDeque<>();
        private int regionsLeft;
        private long bytesLeft;
        private long keyCost;
        private int atWork;

        TableWork(TableKeys keys) {
            this.keys = keys;
        }

        void add(RowRegion region) {
            waiting.add(region);
            regionsLeft++;
            bytesLeft += region.length();
            keyCost += region.length() * keys.keys().size();
        }

        long share() {
            return (bytesLeft + keyCost) / (1 + 4L * atWork);
        }
    }

    StagingSchedule(List<TableKeys> keys, List<RowRegion> regions, boolean packed) {
        this.packed = packed;
        this.regionsLeft = regions.size();
        keys.forEach(table -> tables.put(table.name(), new TableWork(table)));
        for (var region : regions) {
            table(region).add(region);
        }
        tables.values().forEach(this::offer);
    }

    private void offer(TableWork table) {
        if (table.regionsLeft == 0) {
            offerKeys(table);
        } else if (table.keys.isComplete() && table.bytesLeft <= StagingTables.SMALL_BYTES) {
            small.addAll(table.waiting);
        } else {
            withRegionsWaiting.put(table.keys.name(), table);
        }
    }

    private TableWork table(RowRegion region) {
        var table = tables.get(region.table());
        if (table == null) {
            throw new IllegalStateException("rows for no table: " + region.table());
        }
        return table;
    }

    private void offerKeys(TableWork table) {
        if (!table.keys.keys().isEmpty()) {
            keysReady.add(table);
        }
    }

    /** The next piece of work, or null when there is none right now. */
    @Nullable Work poll() {
        lock.lock();
        try {
            return take();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next piece of work; null when all is done. */
    @Nullable Work next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var work = take();
            while (work == null && regionsLeft > 0) {
                changed.await();
                work = take();
            }
            return work;
        } finally {
            lock.unlock();
        }
    }

    /** These regions' rows are in their table and committed. */
    void loaded(List<RowRegion> regions) {
        lock.lock();
        try {
            for (var region : regions) {
                var table = table(region);
                table.atWork--;
                table.regionsLeft--;
                if (table.regionsLeft == 0) {
                    offerKeys(table);
                }
            }
            regionsLeft -= regions.size();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Hands in the next region of a packed file; waits while workers are busy with others. */
    void put(RowRegion region, byte[] bytes) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (unpacked.size() >= UNPACKED_AHEAD) {
                changed.await();
            }
            unpacked.add(new Work.Rows(region, bytes));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Work take() {
        var ready = keysReady.poll();
        if (ready != null) {
            return new Work.Keys(ready.keys);
        }
        var rows = packed ? unpacked.poll() : nextRegion();
        if (rows == null) {
            return null;
        }
        var table = table(rows.region());
        table.atWork++;
        table.bytesLeft -= rows.region().length();
        changed.signalAll();
        return rows;
    }

    private Work.@Nullable Rows nextRegion() {
        var best =
                withRegionsWaiting.values().stream()
                        .max(Comparator.comparingLong(TableWork::share))
                        .orElse(null);
        var region = best == null ? small.poll() : best.waiting.removeFirst();
        if (best != null && best.waiting.isEmpty()) {
            withRegionsWaiting.remove(best.keys.name());
        }
        return region == null ? null : new Work.Rows(region, null);
    }
}
