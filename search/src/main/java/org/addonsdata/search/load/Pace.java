package org.addonsdata.search.load;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Finds how many bulk requests to have on their way and how large to make them. It measures
 * throughput over a while, changes one of the two by a step, and keeps the change if throughput
 * grew; when no step helps any more it rests for some windows and tries again, as servers change. A
 * busy server halves both at once. Thread-safe.
 */
final class Pace {
    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(700);
    private static final double WORTH_KEEPING = 1.03;
    private static final int RESTING_WINDOWS = 12;
    private static final int SMALLEST_BYTES = 1 << 18;

    private enum Step {
        MORE_STREAMS,
        LARGER,
        FEWER_STREAMS,
        SMALLER
    }

    private static final List<Step> STEPS = List.of(Step.values());

    private final int maximumStreams;
    private final int maximumBytes;
    private int streams;
    private int bytes;
    private int streamsBefore;
    private int bytesBefore;
    private int turn;
    private int stepsInVain;
    private int windowsToRest;
    private double bestThroughput;
    private boolean trying;
    private long windowStart;
    private long windowBytes;
    private int windowRequests;

    Pace(LoadOptions options, long nowNanos) {
        this.maximumStreams = options.maximumStreams();
        this.maximumBytes = options.maximumBytes();
        this.streams = Math.min(2, maximumStreams);
        this.bytes = Math.min(options.initialBytes(), maximumBytes);
        this.windowStart = nowNanos;
    }

    synchronized int streams() {
        return streams;
    }

    synchronized int bytes() {
        return bytes;
    }

    /** A request of that size was accepted. */
    synchronized void sent(int size, long nowNanos) {
        windowBytes += size;
        windowRequests++;
        var elapsed = nowNanos - windowStart;
        if (elapsed >= WINDOW_NANOS && windowRequests >= 2 * streams) {
            judge(windowBytes / (double) elapsed);
            begin(nowNanos);
        }
    }

    /** The server could not keep up. */
    synchronized void busy(long nowNanos) {
        streams = Math.max(1, streams / 2);
        bytes = Math.max(Math.min(SMALLEST_BYTES, maximumBytes), bytes / 2);
        trying = false;
        bestThroughput = 0;
        windowsToRest = RESTING_WINDOWS;
        begin(nowNanos);
    }

    private void begin(long nowNanos) {
        windowStart = nowNanos;
        windowBytes = 0;
        windowRequests = 0;
    }

    private void judge(double throughput) {
        if (windowsToRest > 0) {
            windowsToRest--;
            bestThroughput = throughput;
            return;
        }
        if (trying && throughput < bestThroughput * WORTH_KEEPING) {
            streams = streamsBefore;
            bytes = bytesBefore;
            nextStep();
        } else {
            stepsInVain = 0;
            bestThroughput = throughput;
        }
        trying = windowsToRest == 0 && take();
    }

    private void nextStep() {
        turn++;
        stepsInVain++;
        if (stepsInVain >= STEPS.size()) {
            stepsInVain = 0;
            windowsToRest = RESTING_WINDOWS;
        }
    }

    /** Tries the step whose turn it is, or else one that is possible. */
    private boolean take() {
        streamsBefore = streams;
        bytesBefore = bytes;
        for (int i = 0; i < STEPS.size(); i++) {
            switch (STEPS.get(turn % STEPS.size())) {
                case MORE_STREAMS -> streams = Math.min(maximumStreams, streams + 1);
                case FEWER_STREAMS -> streams = Math.max(1, streams - 1);
                case LARGER -> bytes = Math.min(maximumBytes, bytes + bytes / 2);
                case SMALLER ->
                        bytes = Math.max(Math.min(SMALLEST_BYTES, maximumBytes), bytes - bytes / 3);
            }
            if (streams != streamsBefore || bytes != bytesBefore) {
                return true;
            }
            turn++;
        }
        return false;
    }
}
