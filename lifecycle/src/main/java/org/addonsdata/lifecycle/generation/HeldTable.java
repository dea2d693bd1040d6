package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.addonsdata.lifecycle.generation.Rename.Table;
import org.jspecify.annotations.Nullable;

/**
 * A session that keeps writers off one table while a RENAME in another session gets to it, and
 * again from the end of that RENAME until the table has its triggers.
 *
 * <p>It asks for the table and for the gate in one LOCK TABLES. As somebody else has the gate, the
 * statement waits with the table's lock in its hands and nothing else: a LOCK TABLES that was
 * granted would have locked the children of the table's foreign keys as well. When the RENAME
 * queues for the table the statement is killed, and asked for again without the gate. The server
 * gives that lock when the RENAME has ended, before any writer that has waited.
 */
final class HeldTable implements Callable<Duration> {
    private final SwitchPlan plan;
    private final String table;
    private final Connection session;
    private final long id;
    private final CompletableFuture<Boolean> renamed;
    private volatile boolean isReleased;
    private volatile boolean isClaimed;
    private volatile boolean isLost;

    /**
     * @param renamed completes when the RENAME has ended: whether it succeeded
     */
    HeldTable(SwitchPlan plan, String table, Connection session, CompletableFuture<Boolean> renamed)
            throws SQLException {
        this.plan = plan;
        this.table = table;
        this.session = session;
        this.id = LockObserver.idOf(session);
        this.renamed = renamed;
    }

    Table table() {
        return plan.liveTable(table);
    }

    String name() {
        return table;
    }

    long id() {
        return id;
    }

    boolean isReleased() {
        return isReleased;
    }

    /** Whether the lock that was claimed has been given already. */
    boolean isClaimed() {
        return isClaimed;
    }

    /** Whether the table was let go before that was asked for. */
    boolean isLost() {
        return isLost;
    }

    String holding() {
        return SwitchPlan.lock(List.of(table(), plan.gate().from()));
    }

    String claiming() {
        return SwitchPlan.lock(List.of(table()));
    }

    void release(LockObserver observer) {
        isReleased = true;
        observer.kill(id);
    }

    /** Returns how long the table could be written to without its triggers after the RENAME. */
    @Override
    public Duration call() throws SQLException, InterruptedException {
        hold();
        var refusal = claim();
        var isRenamed = outcome();
        var end = System.nanoTime();
        (isRenamed ? plan.fresh() : plan.old()).create(session, table);
        Sql.execute(session, "UNLOCK TABLES");
        return refusal == null || DatabaseErrors.isMissingTable(refusal)
                ? Duration.ZERO
                : Duration.ofNanos(System.nanoTime() - end);
    }

    private void hold() {
        try {
            Sql.execute(session, holding());
            isLost = true;
        } catch (SQLException e) {
            isLost = !isReleased;
        }
    }

    /** Why the server refuses the lock; null when it has given it. */
    private @Nullable SQLException claim() throws SQLException {
        try {
            Sql.execute(session, claiming());
            return null;
        } catch (SQLException e) {
            if (DatabaseErrors.isConnectionLost(e)) {
                throw e;
            }
            return e;
        } finally {
            isClaimed = true;
        }
    }

    private boolean outcome() throws InterruptedException {
        try {
            return renamed.get();
        } catch (ExecutionException e) {
            return false;
        }
    }
}
