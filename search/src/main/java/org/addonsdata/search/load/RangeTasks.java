package org.addonsdata.search.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.TaskScope;

/** Does something for every range with several threads, each taking the next one. */
public final class RangeTasks {
    /**
     * Each request and each query has a deadline of its own; this one is for none of them being
     * asked any more.
     */
    static final Duration LONGEST = Duration.ofDays(2);

    private RangeTasks() {}

    /** What is done for the range of that number. */
    public interface RangeTask {
        void run(int range) throws Exception;
    }

    /**
     * Ends when all ranges are done; at the first failure or on cancellation all threads are
     * interrupted.
     */
    public static void forEach(int ranges, int threads, Cancellation cancellation, RangeTask task) {
        var next = new AtomicInteger();
        var running = new AtomicInteger(threads);
        var ended = new CountDownLatch(1);
        try (var scope = new TaskScope("range");
                var _ = cancellation.onCancel(ended::countDown)) {
            for (int i = 0; i < threads; i++) {
                var _ =
                        scope.fork(() -> {
                            for (int range = next.getAndIncrement();
                                    range < ranges;
                                    range = next.getAndIncrement()) {
                                cancellation.check();
                                task.run(range);
                            }
                            if (running.decrementAndGet() == 0) {
                                ended.countDown();
                            }
                            return 0;
                        });
            }
            var _ =
                    scope.fork(() -> {
                        ended.await();
                        cancellation.check();
                        return 0;
                    });
            scope.join(LONGEST);
        }
    }
}
