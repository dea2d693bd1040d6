package org.addonsdata.testkit.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of inputs for one reader. {@code addonsdata.test.fuzz} says how many, a small
 * number unless it is set; {@code addonsdata.test.seed} where they begin.
 *
 * @param expected the only exceptions that a reader may throw
 * @param examples whole inputs, which are changed
 * @param pieces what the format gives a meaning, to be put in anywhere
 */
public record Fuzzer(
        Class<? extends RuntimeException> expected, List<String> examples, List<String> pieces) {
    private static final int RUNS = Integer.getInteger("addonsdata.test.fuzz", 2_000);
    private static final long SEED = Long.getLong("addonsdata.test.seed", 20_261_122L);

    /** Of one input. Far more than any takes, as the machine may be busy. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private static final long POLL_MILLIS = 50;
    private static final long MOST_BYTES_FOR_ONE = 64L << 20;
    private static final long MOST_BYTES_KEPT = 24L << 20;
    private static final int MOST_BYTES_SHOWN = 2_000;

    /** Reads one input. */
    @FunctionalInterface
    public interface Reader {
        /** Ends with a result, which is checked here if it can be, or with the expected error. */
        void read(byte[] input) throws Exception;
    }

    /** An input and when it was given to the reader. */
    private static final class Attempt {
        private final int number;
        private final byte[] input;
        private final long startedNanos = System.nanoTime();

        Attempt(int number, byte[] input) {
            this.number = number;
            this.input = input;
        }
    }

    public Fuzzer {
        examples = List.copyOf(examples);
        pieces = List.copyOf(pieces);
    }

    /** Feeds the reader, and fails with the first input that it does not answer as it should. */
    public void feed(Reader reader) throws InterruptedException {
        feed(RUNS, reader);
    }

    /** The same with one input in so many, for a reader that is slow. */
    public void feedOneIn(int share, Reader reader) throws InterruptedException {
        feed(Math.max(1, RUNS / share), reader);
    }

    private void feed(int runs, Reader reader) throws InterruptedException {
        var current = new AtomicReference<@Nullable Attempt>();
        var failure = new AtomicReference<@Nullable Throwable>();
        var thread =
                Thread.ofPlatform()
                        .name("fuzzed reader")
                        .daemon()
                        .start(() -> {
                            try {
                                feedAll(runs, reader, current);
                            } catch (Throwable e) {
                                failure.set(e);
                            }
                        });
        while (thread.isAlive()) {
            thread.join(POLL_MILLIS);
            requireInTime(thread, current.get());
        }
        var found = failure.get();
        if (found != null) {
            throw new AssertionError(found.getMessage(), found);
        }
    }

    private void feedAll(int runs, Reader reader, AtomicReference<@Nullable Attempt> current) {
        var mutations = new Mutations(new Random(SEED), examples, pieces);
        long usedEarly = 0;
        for (int number = 0; number < runs; number++) {
            if (number == runs / 10) {
                usedEarly = usedBytes();
            }
            var attempt = new Attempt(number, mutations.next());
            current.set(attempt);
            readOne(reader, attempt);
        }
        current.set(null);
        var kept = usedBytes() - usedEarly;
        if (kept > MOST_BYTES_KEPT) {
            throw new AssertionError("%d bytes were kept of %d inputs".formatted(kept, runs));
        }
    }

    private void readOne(Reader reader, Attempt attempt) {
        var before = allocatedBytes();
        try {
            reader.read(attempt.input);
        } catch (Throwable e) {
            if (!expected.isInstance(e)) {
                throw new AssertionError("not an answer to " + described(attempt), e);
            }
        }
        var allocated = allocatedBytes() - before;
        if (allocated > MOST_BYTES_FOR_ONE) {
            throw new AssertionError(
                    "%d bytes were allocated for %s".formatted(allocated, described(attempt)));
        }
    }

    private static void requireInTime(Thread thread, @Nullable Attempt attempt) {
        if (attempt != null && System.nanoTime() - attempt.startedNanos > DEADLINE.toNanos()) {
            var hangs = new AssertionError("no answer to " + described(attempt));
            hangs.setStackTrace(thread.getStackTrace());
            throw hangs;
        }
    }

    private static String described(Attempt attempt) {
        var text = new String(attempt.input, StandardCharsets.ISO_8859_1);
        return "input %d of seed %d, %d bytes: %s"
                .formatted(
                        attempt.number,
                        SEED,
                        attempt.input.length,
                        text.substring(0, Math.min(text.length(), MOST_BYTES_SHOWN)));
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private static long usedBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
