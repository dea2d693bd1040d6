package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.sql.Connections;

/**
 * Lets one run at a time change a database's generations, wherever the runs are started from. It is
 * the server's own advisory lock (manual, GET_LOCK): it ends with the connection, so a killed run
 * never leaves it behind.
 */
public final class OperationLock implements AutoCloseable {
    private final Connection connection;

    private OperationLock(Connection connection) {
        this.connection = connection;
    }

    /**
     * Waits for the lock.
     *
     * @param wait whole seconds count; zero for no waiting
     * @throws DataException with {@link ErrorCode#LOCKED} that names the connection of the run that
     *     holds it
     */
    public static OperationLock acquire(Connections connections, String schema, Duration wait) {
        var name =
                "addons-data/" + Integer.toHexString(schema.hashCode()) + "/" + shortened(schema);
        try {
            var connection = connections.open(null);
            try {
                var taken =
                        Sql.first(
                                connection,
                                "SELECT GET_LOCK(?,?)",
                                row -> row.getInt(1),
                                name,
                                wait.toSeconds());
                if (taken.orElse(0) == 1) {
                    return new OperationLock(connection);
                }
                throw DataException.of(
                                ErrorCode.LOCKED,
                                "another run changes the database "
                                        + schema
                                        + ": "
                                        + holder(connection, name))
                        .withHint("wait for it to end, then try again");
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw DataException.of(
                    ErrorCode.DATABASE_ERROR,
                    "cannot lock the database " + schema + ": " + e.getMessage(),
                    e);
        }
    }

    private static String shortened(String schema) {
        return schema.length() <= 40 ? schema : schema.substring(0, 40);
    }

    private static String holder(Connection connection, String name) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT ID, HOST, TIME FROM information_schema.PROCESSLIST WHERE ID=IS_USED_LOCK(?)",
                        row ->
                                "connection %d from %s, for %d s"
                                        .formatted(
                                                row.getLong(1), row.getString(2), row.getLong(3)),
                        name)
                .orElse("an unknown connection");
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw DataException.of(
                    ErrorCode.DATABASE_ERROR, "cannot end a lock: " + e.getMessage(), e);
        }
    }
}
