package org.addonsdata.lifecycle.usecase;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.generation.BriefConnections;
import org.addonsdata.lifecycle.generation.LockHolders;
import org.addonsdata.lifecycle.generation.LockWaits;

/**
 * Looks, as long as an operation runs, whether one of its statements waits for a table that
 * somebody else has locked. Says so with whoever holds the lock, and ends the waiting when the user
 * interrupts, as a statement that waits sees nothing of that.
 */
final class LockWatch implements AutoCloseable {
    private static final int TOLD_AFTER_SECONDS = 2;
    private static final int PERIOD_MILLIS = 200;

    /** In so many periods, unless the user has interrupted. */
    private static final int LOOKED_AT_EVERY = 5;

    private final Workplace workplace;
    private final Connections connections;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean isSparing;
    private boolean isTold;

    private LockWatch(Workplace workplace) {
        this.workplace = workplace;
        this.connections = new BriefConnections(workplace.servers().database().connections());
        this.thread = Thread.ofVirtual().name("lock-watch").unstarted(this::watch);
    }

    static LockWatch start(Workplace workplace) {
        var watch = new LockWatch(workplace);
        watch.thread.start();
        return watch;
    }

    /** Does what ends its own waiting soon, and is not to be interrupted halfway. */
    <T> T sparing(Supplier<T> work) {
        isSparing = true;
        try {
            return work.get();
        } finally {
            isSparing = false;
        }
    }

    private void watch() {
        try {
            for (int look = 1; !ended.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS); look++) {
                if (workplace.cancellation().isCancelled() || look % LOOKED_AT_EVERY == 0) {
                    look();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What cannot be seen is not told; the operation itself meets the server's answer. */
    private void look() {
        try {
            var ends = workplace.cancellation().isCancelled() && !isSparing;
            var waiting = waiting(ends ? 0 : TOLD_AFTER_SECONDS);
            if (ends) {
                LockWaits.end(connections, waiting);
            } else {
                tell(waiting);
            }
        } catch (SQLException | DataException _) {
            isTold = false;
        }
    }

    private List<Long> waiting(int seconds) throws SQLException {
        var sessions = workplace.servers().database().ownSessions();
        return LockWaits.find(connections, sessions, seconds);
    }

    private void tell(List<Long> waiting) {
        if (!waiting.isEmpty() && !isTold) {
            workplace
                    .progress()
                    .note(
                            "waiting for a table in use by "
                                    + LockHolders.describe(
                                            connections, workplace.application().databaseName()));
        }
        isTold = !waiting.isEmpty();
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
