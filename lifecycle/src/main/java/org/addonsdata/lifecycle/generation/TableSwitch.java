package org.addonsdata.lifecycle.generation;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.snapshot.database.ServerVersion;

/**
 * The one RENAME TABLE that makes a generation live. The locks come first, in short tries: between
 * two of them everything is released, so that the application goes on, and as long as one of the
 * tables is in use nothing is changed. Of what a RENAME cannot move only triggers stand in its way;
 * they are dropped and created while no other session can write to their tables, as far as the
 * server allows that.
 */
final class TableSwitch {
    /** How long a try waits for one lock; as long the application may wait for the switch. */
    static final int TRY_SECONDS = 1;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Connections connections;
    private final FaultPoints faults;
    private final Duration wait;

    /**
     * @param wait how long to try while a table is in use
     */
    TableSwitch(Connections connections, FaultPoints faults, Duration wait) {
        this.connections = connections;
        this.faults = faults;
        this.wait = wait;
    }

    /**
     * Renames the tables and exchanges their triggers.
     *
     * @throws DataException with {@link ErrorCode#TIMED_OUT} that names the connection which uses a
     *     table; nothing has changed then
     */
    TriggerGap run(SwitchPlan plan) throws SQLException {
        var deadline = Deadline.after(wait);
        var way = way(plan);
        while (true) {
            try {
                var gap = way.attempt();
                faults.reached("switch.tables-renamed");
                return gap;
            } catch (TablesNotLockable e) {
                way = new GappedRename(connections, plan, faults, reason(e));
            } catch (SQLException e) {
                if (!DatabaseErrors.isLockWait(e)) {
                    throw e;
                }
                if (deadline.isOver()) {
                    throw inUse(plan, e);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private RenameWay way(SwitchPlan plan) throws SQLException {
        var tables = plan.tablesWithTriggers().size();
        if (tables == 0) {
            return new RenameWay.Plain(connections, plan);
        }
        try (var session = RenameWay.session(connections, TRY_SECONDS)) {
            if (!ServerVersion.read(session).isMariaDb()) {
                return new RenameWay.UnderLock(connections, plan, faults);
            }
            if (ClusterLease.isNeeded(session)) {
                return new GappedRename(
                        connections, plan, faults, "a lock of tables is one node's own");
            }
        }
        return tables > HandedOverRename.MAX_TABLES
                ? new GappedRename(
                        connections,
                        plan,
                        faults,
                        "more than %d tables have triggers".formatted(HandedOverRename.MAX_TABLES))
                : new HandedOverRename(connections, plan, faults);
    }

    private static String reason(TablesNotLockable e) {
        return "the tables could not be locked: " + e.getMessage();
    }

    private DataException inUse(SwitchPlan plan, SQLException cause) {
        var holders = LockHolders.describe(new BriefConnections(connections), plan.live());
        return DataException.of(
                        ErrorCode.TIMED_OUT,
                        "cannot switch to the new generation: tables of %s were in use for %d s by %s"
                                .formatted(plan.live(), wait.toSeconds(), holders),
                        cause)
                .withHint("nothing was changed; end that transaction and try again");
    }
}
