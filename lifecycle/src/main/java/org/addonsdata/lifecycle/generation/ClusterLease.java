package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/**
 * What stands for a lock where several servers take writes: there an advisory lock is one node's
 * own. A row says who changes the database's generations, and until when. Two nodes that write it
 * at once are told apart by the cluster, which commits one of them (Galera's certification; the
 * other one gets a deadlock). Its holder renews it; of a run that was killed it ends by itself.
 */
final class ClusterLease {
    /** Renewed twice in that time; as long has one to wait for a run that was killed. */
    static final Duration TERM = Duration.ofSeconds(45);

    private static final int DEADLOCK = 1213;
    private static final int NO_SCHEMA = 1049;
    private static final int NO_TABLE = 1146;

    private final String table;
    private final String database;
    private final String schema;
    private final Duration term;
    private final String holder = UUID.randomUUID().toString();

    /**
     * @param database the live schema
     */
    ClusterLease(String database) {
        this(database, TERM);
    }

    ClusterLease(String database, Duration term) {
        this.database = database;
        this.schema = database + "__lock";
        this.table = quote(schema, "lease");
        this.term = term;
    }

    String database() {
        return database;
    }

    /** Whether the server is one of several that take writes. */
    static boolean isNeeded(Connection connection) throws SQLException {
        return !Sql.list(
                        connection,
                        "SHOW GLOBAL VARIABLES WHERE (Variable_name='wsrep_on' AND Value='ON')"
                                + " OR (Variable_name='group_replication_single_primary_mode' AND Value='OFF')",
                        row -> row.getString(1))
                .isEmpty();
    }

    /** Takes the lease unless somebody else has it. */
    boolean take(Connection connection) throws SQLException {
        try {
            return tryToTake(connection);
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_TABLE
                    && e.getErrorCode() != NO_SCHEMA
                    && e.getErrorCode() != DatabaseErrors.OBJECT_ACCESS_DENIED) {
                throw e;
            }
            create(connection);
            return tryToTake(connection);
        }
    }

    private boolean tryToTake(Connection connection) throws SQLException {
        return unlessAnotherWins(
                connection,
                """
                UPDATE %s SET holder=?, described=CONCAT('a run of ', USER()),
                  ends=UTC_TIMESTAMP(6) + INTERVAL ? SECOND
                WHERE name=? AND (ends<UTC_TIMESTAMP(6) OR holder=?)
                """,
                holder,
                term.toSeconds(),
                database,
                holder);
    }

    private void create(Connection connection) throws SQLException {
        Sql.execute(connection, "CREATE DATABASE IF NOT EXISTS " + quote(schema));
        Sql.execute(
                connection,
                """
                CREATE TABLE IF NOT EXISTS %s (
                  name VARCHAR(64) NOT NULL PRIMARY KEY,
                  holder VARCHAR(36) NOT NULL,
                  described VARCHAR(255) NOT NULL,
                  ends DATETIME(6) NOT NULL
                ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='bookkeeping of addons-data'
                """
                        .formatted(table));
        var _ =
                unlessAnotherWins(
                        connection,
                        "INSERT IGNORE INTO %s VALUES (?,'','','2000-01-01')",
                        database);
    }

    /**
     * Puts the end off; false where the lease is somebody else's by now. As it is a write, the
     * whole cluster has agreed.
     */
    boolean renew(Connection connection) throws SQLException {
        return tryToTake(connection);
    }

    /** Who has it, for a person who waits. */
    String described(Connection connection) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT CONCAT(described, ', for another ',"
                                + " GREATEST(0, TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), ends)), ' s unless it goes on') FROM "
                                + table
                                + " WHERE name=?",
                        row -> row.getString(1),
                        database)
                .orElse("an unknown run");
    }

    void release(Connection connection) throws SQLException {
        var _ =
                unlessAnotherWins(
                        connection,
                        "UPDATE %s SET holder='', ends='2000-01-01' WHERE name=? AND holder=?",
                        database,
                        holder);
    }

    private boolean unlessAnotherWins(Connection connection, String sql, Object... parameters)
            throws SQLException {
        try {
            return Sql.update(connection, sql.formatted(table), parameters) == 1;
        } catch (SQLException e) {
            if (e.getErrorCode() == DEADLOCK) {
                return false;
            }
            throw e;
        }
    }
}
