package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.SQLException;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.snapshot.database.ServerVersion;
import org.jspecify.annotations.Nullable;

/** Connections for somebody who reads a little and does not wait: neither for a lock nor long. */
public record BriefConnections(Connections all) implements Connections {
    private static final int LOCK_WAIT_SECONDS = 1;
    private static final int STATEMENT_SECONDS = 3;

    /** For what no limit of the server's ends. */
    private static final int ANSWER_MILLIS = 5_000;

    /** What MySQL and MariaDB answer when a statement has taken longer than it may. */
    private static final int EXECUTION_TIME_EXCEEDED = 3024;

    private static final int STATEMENT_TIMEOUT = 1969;

    @Override
    public Connection open(@Nullable String schema) throws SQLException {
        var connection = all.open(schema);
        try {
            connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
            Sql.execute(connection, limits(ServerVersion.read(connection)));
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static String limits(ServerVersion version) {
        return "SET SESSION lock_wait_timeout=%d, SESSION %s"
                .formatted(
                        LOCK_WAIT_SECONDS,
                        version.isMariaDb()
                                ? "max_statement_time=" + STATEMENT_SECONDS
                                : "max_execution_time=" + STATEMENT_SECONDS * 1000);
    }

    public static boolean isLockWait(SQLException e) {
        return DatabaseErrors.isLockWait(e);
    }

    /** Whether a statement was ended because it took longer than it may here. */
    public static boolean isTooLong(SQLException e) {
        return e.getErrorCode() == EXECUTION_TIME_EXCEEDED || e.getErrorCode() == STATEMENT_TIMEOUT;
    }
}
