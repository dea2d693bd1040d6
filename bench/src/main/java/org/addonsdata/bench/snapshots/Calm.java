package org.addonsdata.bench.snapshots;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.addonsdata.bench.measure.Command;
import org.addonsdata.bench.measure.TimedProcess;
import org.addonsdata.bench.measure.TimedProcess.FailedException;
import org.addonsdata.bench.measure.Usage;
import org.addonsdata.core.concurrent.Deadline;

/**
 * Lets the disk and the server come to rest, so that nobody pays for what the one before left to be
 * done.
 */
record Calm(TimedProcess processes) {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int LOOK_MILLIS = 500;
    private static final double BUSY_SECONDS = 0.05;

    /** Waits until the server does nothing, two minutes at most. */
    void await(long server) throws FailedException, IOException, InterruptedException {
        processes.run(Command.of(List.of("sync")));
        var deadline = Deadline.after(LONGEST);
        var before = Usage.cpuSeconds(server);
        while (!deadline.isOver()) {
            Thread.sleep(LOOK_MILLIS);
            var now = Usage.cpuSeconds(server);
            if (now - before < BUSY_SECONDS) {
                return;
            }
            before = now;
        }
    }
}
