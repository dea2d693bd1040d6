package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.SQLException;
import org.addonsdata.lifecycle.generation.Rename.Table;

/**
 * Looks at who waits for a table's lock on a MariaDB, from a session that waits for none itself.
 */
final class LockObserver {
    private static final String WAITING = "Waiting for table metadata lock";

    private final Connection session;

    /**
     * @param session whose lock_wait_timeout is 0
     */
    LockObserver(Connection session) {
        this.session = session;
    }

    static long idOf(Connection session) throws SQLException {
        return Sql.first(session, "SELECT CONNECTION_ID()", row -> row.getLong(1)).orElseThrow();
    }

    /** Whether that session waits for the first lock that this statement asks for. */
    boolean isWaiting(long id, String statement) throws SQLException {
        return Sql.first(
                        session,
                        "SELECT 1 FROM information_schema.PROCESSLIST WHERE ID=? AND STATE=? AND INFO=?",
                        row -> row.getInt(1),
                        id,
                        WAITING,
                        statement)
                .isPresent();
    }

    /**
     * Whether somebody waits for the table's exclusive lock, as a RENAME does. To prepare a
     * statement takes a shared lock of the weakest kind. It goes together with LOCK TABLES … WRITE,
     * and it is the only one that does and that is held back by whoever waits for the exclusive
     * one.
     */
    boolean isWaitedFor(Table table) throws SQLException {
        try {
            Sql.update(session, "SET @addons_data_probe=?", "SELECT 1 FROM " + table.quoted());
            Sql.execute(session, "PREPARE addons_data_probe FROM @addons_data_probe");
            return false;
        } catch (SQLException e) {
            if (DatabaseErrors.isConnectionLost(e)) {
                throw e;
            }
            return DatabaseErrors.isLockWait(e);
        }
    }

    /** Ends what the session does now; one that does nothing goes on. */
    void kill(long id) {
        try {
            Sql.execute(session, "KILL QUERY " + id);
        } catch (SQLException _) {
            // The session has ended, and its statement with it.
        }
    }
}
