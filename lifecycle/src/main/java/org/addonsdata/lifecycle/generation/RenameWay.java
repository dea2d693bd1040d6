package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.SQLException;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.sql.Connections;

/** A way to rename the tables and to exchange their triggers. */
interface RenameWay {
    /**
     * One try, which waits no longer than {@link TableSwitch#TRY_SECONDS} for any lock.
     *
     * @throws SQLException after which everything is as before, with {@link
     *     DatabaseErrors#isLockWait} where another try may succeed
     * @throws TablesNotLockable where this way cannot be gone; nothing was changed
     */
    TriggerGap attempt() throws SQLException, TablesNotLockable;

    /** No table has triggers: the RENAME takes all locks before it changes anything. */
    record Plain(Connections connections, SwitchPlan plan) implements RenameWay {
        @Override
        public TriggerGap attempt() throws SQLException {
            try (var session = session(connections, TableSwitch.TRY_SECONDS)) {
                Sql.execute(session, plan.statement());
            }
            return TriggerGap.NONE;
        }
    }

    /**
     * MySQL renames tables that the session has locked, and they stay locked under their new names
     * (manual, RENAME TABLE): no other session sees them without their triggers.
     */
    record UnderLock(Connections connections, SwitchPlan plan, FaultPoints faults)
            implements RenameWay {
        @Override
        public TriggerGap attempt() throws SQLException, TablesNotLockable {
            try (var session = session(connections, TableSwitch.TRY_SECONDS)) {
                TablesNotLockable.lock(session, plan.sources());
                faults.reached("switch.tables-locked");
                rename(session);
                SwitchPlan.create(plan.fresh(), session);
                faults.reached("switch.triggers-created");
                Sql.execute(session, "UNLOCK TABLES");
            }
            return TriggerGap.NONE;
        }

        private void rename(Connection session) throws SQLException {
            try {
                plan.dropTriggers(session);
                faults.reached("switch.triggers-dropped");
                Sql.execute(session, plan.statement());
            } catch (SQLException e) {
                plan.putBack(session, e);
                throw e;
            }
        }
    }

    static Connection session(Connections connections, int lockWaitSeconds) throws SQLException {
        var session = connections.open(null);
        try {
            Sql.execute(session, "SET SESSION lock_wait_timeout=" + lockWaitSeconds);
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }
}
