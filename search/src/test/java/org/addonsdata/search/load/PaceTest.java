package org.addonsdata.search.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace(LoadOptions.defaults(), 0);
    private long nowNanos;

    @Test
    void findsTheNumberOfStreamsThatAServerTakes() {
        run(400, p -> Math.min(4, p.streams()));
        assertThat(pace.streams()).isBetween(4, 5);
    }

    @Test
    void usesFewerStreamsWhereMoreAreSlower() {
        run(400, p -> 1.0 / p.streams());
        assertThat(pace.streams()).isEqualTo(1);
    }

    @Test
    void findsTheSizeThatAServerTakes() {
        run(400, p -> Math.min(p.bytes(), 4 << 20));
        assertThat(pace.bytes()).isGreaterThanOrEqualTo(4 << 20);
    }

    @Test
    void staysWithinItsLimits() {
        run(1_000, p -> (double) p.streams() * p.bytes());
        assertThat(pace.streams()).isBetween(5, LoadOptions.defaults().maximumStreams());
        assertThat(pace.bytes()).isBetween(3 << 20, LoadOptions.defaults().maximumBytes());
    }

    @Test
    void halvesWhenTheServerIsBusy() {
        run(400, p -> Math.min(4, p.streams()));
        var streams = pace.streams();
        var bytes = pace.bytes();
        pace.busy(nowNanos);
        assertThat(pace.streams()).isEqualTo(streams / 2);
        assertThat(pace.bytes()).isEqualTo(bytes / 2);
        for (int i = 0; i < 50; i++) {
            pace.busy(nowNanos);
        }
        assertThat(pace.streams()).isEqualTo(1);
        assertThat(pace.bytes()).isPositive();
    }

    /** Plays windows of a second on a server of the given throughput. */
    private void run(int windows, ToDoubleFunction<Pace> throughput) {
        for (int window = 0; window < windows; window++) {
            var requests = 2 * pace.streams();
            var bytes = (int) (throughput.applyAsDouble(pace) * 1_000 / requests);
            for (int i = 1; i <= requests; i++) {
                nowNanos += 1_000_000_000L / requests + 1;
                pace.sent(bytes, nowNanos);
            }
        }
    }
}
