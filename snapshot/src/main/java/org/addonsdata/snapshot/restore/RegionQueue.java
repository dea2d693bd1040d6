package org.addonsdata.snapshot.restore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Which region is loaded next. From a plain file: one of the table that has most left and fewest at
 * work, so that workers stay out of each other's way. From a packed one: in the file's order, with
 * the bytes, as they are unpacked.
 */
interface RegionQueue {
    /** A region and, where the file is packed, its bytes. */
    @SuppressWarnings("ArrayRecordComponent")
    record Work(RowRegion region, byte @Nullable [] bytes) {
        static final int LARGEST_BYTES = 256 << 20;
    }

    @Nullable Work next() throws InterruptedException;

    void done(RowRegion region);

    /** Regions of a plain file. */
    final class Plain implements RegionQueue {
        private final Map<String, ArrayDeque<RowRegion>> waiting = new HashMap<>();
        private final Map<String, Long> bytesLeft = new HashMap<>();
        private final Map<String, Integer> atWork = new HashMap<>();

        Plain(List<RowRegion> regions) {
            for (var region : regions) {
                waiting.computeIfAbsent(region.table(), name -> new ArrayDeque<>()).add(region);
                bytesLeft.merge(region.table(), region.length(), Long::sum);
            }
        }

        @Override
        public synchronized @Nullable Work next() {
            var best = "";
            var most = -1L;
            for (var table : waiting.keySet()) {
                var share =
                        bytesLeft.getOrDefault(table, 0L)
                                / (1 + 4L * atWork.getOrDefault(table, 0));
                if (share > most) {
                    most = share;
                    best = table;
                }
            }
            var regions = waiting.get(best);
            if (regions == null) {
                return null;
            }
            var region = regions.removeFirst();
            if (regions.isEmpty()) {
                waiting.remove(best);
            }
            bytesLeft.merge(best, -region.length(), Long::sum);
            atWork.merge(best, 1, Integer::sum);
            return new Work(region, null);
        }

        @Override
        public synchronized void done(RowRegion region) {
            atWork.merge(region.table(), -1, Integer::sum);
        }
    }

    /** Regions that one thread unpacks while others load. */
    final class Packed implements RegionQueue {
        private final BlockingQueue<List<Work>> ready = new ArrayBlockingQueue<>(2);

        void put(Work work) throws InterruptedException {
            ready.put(List.of(work));
        }

        void end(int workers) throws InterruptedException {
            for (int i = 0; i < workers; i++) {
                ready.put(new ArrayList<>());
            }
        }

        @Override
        public @Nullable Work next() throws InterruptedException {
            var work = ready.take();
            return work.isEmpty() ? null : work.getFirst();
        }

        @Override
        public void done(RowRegion region) {}
    }
}
