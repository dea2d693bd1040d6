package org.addonsdata.core.concurrent;

import java.time.Duration;

/** A moment, on the monotonic clock, after which waiting is over. */
public record Deadline(long nanoTime) {
    public static Deadline after(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    public boolean isOver() {
        return System.nanoTime() - nanoTime >= 0;
    }

    /** What is left, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }
}
