package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.Closer;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.generation.Rename.Table;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB renames no table that the session has locked. So the locks are handed from one session to
 * the next, each of which queues before the one before it lets go; the server prefers them to
 * writers that wait:
 *
 * <ol>
 *   <li>One session locks the live tables, and drops the triggers.
 *   <li>For each table with triggers a {@link HeldTable} queues, and gets it when the first session
 *       unlocks.
 *   <li>The RENAME starts. It takes its locks in the order of the names; when it is seen to wait
 *       for a held table, that one is let go, and queues again behind the RENAME. In the end the
 *       RENAME has every lock but the gate's.
 *   <li>When all held tables queue, the gate is opened. After the RENAME each held table is locked
 *       again, gets its new triggers, or the old ones where the RENAME failed, and is unlocked.
 * </ol>
 */
final class HandedOverRename implements RenameWay {
    /** Each takes a connection, of which servers have 151 by default. */
    static final int MAX_TABLES = 40;

    private static final int LOCKED_AT_ONCE = 500;
    private static final int HOLD_SECONDS = 60;
    private static final Duration STEP_TIMEOUT = Duration.ofSeconds(20);
    private static final long POLL_NANOS = 300_000;

    private final Connections connections;
    private final SwitchPlan plan;
    private final FaultPoints faults;

    HandedOverRename(Connections connections, SwitchPlan plan, FaultPoints faults) {
        this.connections = connections;
        this.plan = plan;
        this.faults = faults;
    }

    @Override
    public TriggerGap attempt() throws SQLException, TablesNotLockable {
        try (var closer = new Closer()) {
            return new Attempt(closer).run();
        }
    }

    /** The sessions of one try. */
    private final class Attempt {
        private final Closer closer;
        private final LockObserver observer;
        private final Connection gate;
        private final Connection first;
        private final Connection renaming;
        private final long renamingId;
        private final TaskScope scope;
        private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        private final List<HeldTable> held = new ArrayList<>();
        private final List<CompletableFuture<Duration>> gaps = new ArrayList<>();
        private boolean isFirstLocked;
        private @Nullable CompletableFuture<Boolean> rename;

        Attempt(Closer closer) throws TablesNotLockable {
            this.closer = closer;
            observer = new LockObserver(open(0));
            gate = open(TableSwitch.TRY_SECONDS);
            first = open(TableSwitch.TRY_SECONDS);
            renaming = open(TableSwitch.TRY_SECONDS);
            try {
                renamingId = LockObserver.idOf(renaming);
                for (var table : plan.tablesWithTriggers()) {
                    held.add(new HeldTable(plan, table, open(HOLD_SECONDS), outcome));
                }
            } catch (SQLException e) {
                throw new TablesNotLockable(e);
            }
            scope = closer.own(new TaskScope("switch"));
        }

        /** A server that has no connection left for it can still be switched in another way. */
        private Connection open(int lockWaitSeconds) throws TablesNotLockable {
            try {
                return closer.own(RenameWay.session(connections, lockWaitSeconds));
            } catch (SQLException e) {
                throw new TablesNotLockable(e);
            }
        }

        TriggerGap run() throws SQLException, TablesNotLockable {
            TablesNotLockable.lock(gate, List.of(plan.gate().from()));
            var tables = tablesToLock();
            if (!tables.isEmpty()) {
                TablesNotLockable.lock(first, tables);
            }
            isFirstLocked = true;
            faults.reached("switch.tables-locked");
            held.forEach(table -> gaps.add(scope.fork(table)));
            try {
                takeOver();
                handOver();
                openGate();
            } finally {
                end();
            }
            return gap();
        }

        /** Of thousands, which it would take seconds to open, only those with triggers. */
        private List<Table> tablesToLock() {
            var tables = plan.liveTables();
            return tables.size() <= LOCKED_AT_ONCE
                    ? tables
                    : tables.stream()
                            .filter(table -> plan.tablesWithTriggers().contains(table.name()))
                            .toList();
        }

        private void takeOver() throws SQLException {
            for (var table : held) {
                await(() -> observer.isWaiting(table.id(), table.holding()));
            }
            plan.dropTriggers(first);
            faults.reached("switch.triggers-dropped");
            letGo();
        }

        private void letGo() throws SQLException {
            isFirstLocked = false;
            Sql.execute(first, "UNLOCK TABLES");
        }

        private void handOver() throws SQLException {
            rename =
                    scope.fork(() -> {
                        Sql.execute(renaming, plan.statement());
                        return true;
                    });
            for (var table : held) {
                await(() -> observer.isWaitedFor(table.table()));
                table.release(observer);
            }
            for (var table : held) {
                await(() -> table.isClaimed() || observer.isWaiting(table.id(), table.claiming()));
            }
            await(() -> observer.isWaitedFor(plan.gate().from()));
        }

        private void openGate() throws SQLException {
            Sql.execute(gate, "UNLOCK TABLES");
            resultOf(rename);
        }

        /** Whatever happened, every table that was held gets the triggers of what is live now. */
        private void end() throws SQLException {
            try {
                if (isFirstLocked) {
                    SwitchPlan.create(plan.old(), first);
                    letGo();
                }
            } finally {
                outcome.complete(isRenamed());
                endHolds();
            }
        }

        private void endHolds() throws SQLException {
            for (var table : held) {
                if (!table.isReleased()) {
                    table.release(observer);
                }
            }
            // One that was not waiting yet when it was killed waits no longer than for this.
            Sql.execute(gate, "UNLOCK TABLES");
            for (var gap : gaps) {
                var _ = hasSucceeded(gap);
            }
        }

        private boolean isRenamed() throws SQLException {
            if (rename == null) {
                return false;
            }
            if (!rename.isDone()) {
                observer.kill(renamingId);
            }
            return hasSucceeded(rename);
        }

        private TriggerGap gap() throws SQLException {
            var gap = TriggerGap.NONE;
            for (int i = 0; i < held.size(); i++) {
                var time = resultOf(gaps.get(i));
                if (!time.isZero()) {
                    gap =
                            gap.and(
                                    TriggerGap.of(
                                            List.of(held.get(i).name()),
                                            time,
                                            "the server did not let them be locked"));
                }
            }
            return gap;
        }

        /** Until it is so; the end of the RENAME or of a hold is a failure. */
        private void await(Condition condition) throws SQLException {
            var deadline = Deadline.after(STEP_TIMEOUT);
            while (!condition.isMet()) {
                if (rename != null && rename.isDone()) {
                    resultOf(rename);
                    return;
                }
                if (deadline.isOver() || held.stream().anyMatch(HeldTable::isLost)) {
                    throw DatabaseErrors.lockWait("a table was not handed over");
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    private interface Condition {
        boolean isMet() throws SQLException;
    }

    private static boolean hasSucceeded(CompletableFuture<?> future) {
        try {
            var _ = future.get();
            return true;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.interrupted();
        }
    }

    private static <T> T resultOf(@Nullable CompletableFuture<T> future) throws SQLException {
        if (future == null) {
            throw new IllegalStateException("nothing was started");
        }
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case SQLException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.interrupted();
        }
    }
}
