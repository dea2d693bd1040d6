package org.addonsdata.search.load;

import java.util.concurrent.ThreadLocalRandom;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.errors.DataException;

/**
 * How long to go on with a request that does not succeed: pauses that double, with jitter, until
 * time is over.
 */
final class Patience {
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final LoadOptions options;
    private final Cancellation cancellation;
    private Deadline busyUntil;
    private Deadline awayUntil;
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    Patience(LoadOptions options, Cancellation cancellation) {
        this.options = options;
        this.cancellation = cancellation;
        this.busyUntil = Deadline.after(options.retryFor());
        this.awayUntil = Deadline.after(options.reconnectFor());
    }

    /** Begins anew, as there was progress. */
    void renew() {
        busyUntil = Deadline.after(options.retryFor());
        awayUntil = Deadline.after(options.reconnectFor());
        pauseMillis = FIRST_PAUSE_MILLIS;
    }

    /**
     * Pauses before a server that is busy is asked again; throws what is given when it has been for
     * too long.
     */
    void wait(DataException ifOver) {
        awayUntil = Deadline.after(options.reconnectFor());
        pause(busyUntil, ifOver);
    }

    /**
     * Pauses before a node is looked for again; throws what is given when none was there for too
     * long.
     */
    void waitForNode(DataException ifOver) {
        pause(awayUntil, ifOver);
    }

    private void pause(Deadline until, DataException ifOver) {
        if (until.isOver()) {
            throw ifOver;
        }
        cancellation.check();
        try {
            Thread.sleep(
                    pauseMillis / 2 + ThreadLocalRandom.current().nextLong(pauseMillis / 2 + 1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw Cancellation.interrupted();
        }
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
    }
}
