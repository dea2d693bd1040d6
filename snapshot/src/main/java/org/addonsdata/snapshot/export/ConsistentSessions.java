package org.addonsdata.snapshot.export;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.addonsdata.core.concurrent.Closer;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.snapshot.database.ServerVersion;
import org.addonsdata.snapshot.database.Sql;

/**
 * Sessions whose transactions all see one moment. They are opened under a short lock: {@code LOCK
 * INSTANCE FOR BACKUP} and {@code FLUSH TABLES WITH READ LOCK} on MySQL (the former is kept, so
 * that no table changes its shape), {@code BACKUP STAGE BLOCK_COMMIT} on MariaDB. Without the
 * privilege for it there is one session, whose own snapshot is consistent by itself.
 */
final class ConsistentSessions implements AutoCloseable {
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int QUERY_INTERRUPTED = 1317;
    private static final int STATEMENT_TIMEOUT = 1969;
    private static final int ACCESS_DENIED = 1227;
    private static final int ACCESS_DENIED_FOR_USER = 1045;
    private static final int BACKUP_STAGE_TAKEN = 4146;
    private static final String TABLE_LOCK = "FLUSH TABLES WITH READ LOCK";
    private static final int ATTEMPT_SECONDS = 1;
    private static final Duration PAUSE_BETWEEN_ATTEMPTS = Duration.ofMillis(100);
    private static final int NET_WRITE_TIMEOUT_SECONDS = 24 * 3600;

    private final Closer closer = new Closer();
    private final List<Connection> readers = new ArrayList<>();
    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    private final Connections rows;
    private final ExportOptions options;
    private final Connection coordinator;
    private final ServerVersion version;
    private String consistency = "";

    private ConsistentSessions(Connections connections, Connections rows, ExportOptions options)
            throws SQLException {
        this.rows = rows;
        this.options = options;
        this.coordinator = closer.own(connections.open(options.schema()));
        this.version = ServerVersion.read(coordinator);
    }

    /**
     * @param connections of the account that locks and reads definitions
     * @param rows of the account that reads rows
     */
    static ConsistentSessions open(Connections connections, Connections rows, ExportOptions options)
            throws SQLException {
        var sessions = new ConsistentSessions(connections, rows, options);
        try {
            sessions.start();
            return sessions;
        } catch (SQLException | RuntimeException e) {
            sessions.close();
            throw e;
        }
    }

    Connection coordinator() {
        return coordinator;
    }

    ServerVersion version() {
        return version;
    }

    List<Connection> readers() {
        return readers;
    }

    List<String> notes() {
        return notes;
    }

    /** Adds one, from any thread. */
    void note(String text) {
        notes.add(text);
    }

    /** How the sessions came to see one moment. */
    String consistency() {
        return consistency;
    }

    private void start() throws SQLException {
        prepare(coordinator);
        if (!version.isMariaDb()) {
            Sql.run(coordinator, "SET SESSION information_schema_stats_expiry = 0");
        }
        for (int i = 0; i < options.workers(); i++) {
            readers.add(prepare(closer.own(rows.open(options.schema()))));
        }
        if (options.workers() == 1) {
            consistency = "one transaction";
            begin();
            return;
        }
        try {
            if (version.isMariaDb()) {
                startUnderBackupStage();
            } else {
                startUnderReadLock();
            }
        } catch (SQLException e) {
            if (!isMissingPrivilege(e)) {
                throw e;
            }
            fallBack();
        }
    }

    private void fallBack() throws SQLException {
        while (readers.size() > 1) {
            readers.removeLast().close();
        }
        notes.add(
                "exporting with one worker: the account may not lock the server for the moment it takes to start several"
                        + (version.isMariaDb() ? " (RELOAD)" : " (BACKUP_ADMIN, RELOAD)"));
        consistency = "one transaction, for want of privileges";
        begin();
    }

    private void startUnderReadLock() throws SQLException {
        var deadline = Deadline.after(options.lockTimeout());
        locking("LOCK INSTANCE FOR BACKUP", deadline);
        lockTables(deadline);
        try {
            begin();
        } finally {
            Sql.run(coordinator, "UNLOCK TABLES");
        }
        consistency = "LOCK INSTANCE FOR BACKUP, " + TABLE_LOCK;
    }

    /**
     * In short attempts. A statement that waits for a row which another transaction has locked
     * holds this lock back, and the request for it holds back that transaction: only giving up for
     * a moment lets both of them end.
     */
    private void lockTables(Deadline deadline) throws SQLException {
        Sql.run(coordinator, "SET SESSION lock_wait_timeout = " + ATTEMPT_SECONDS);
        while (!lockedTables(deadline)) {
            LockSupport.parkNanos(PAUSE_BETWEEN_ATTEMPTS.toNanos());
        }
    }

    /** False when an attempt was too short and there is time for another. */
    private boolean lockedTables(Deadline deadline) throws SQLException {
        try {
            Sql.run(coordinator, TABLE_LOCK);
            return true;
        } catch (SQLException e) {
            if (!isTimeout(e)) {
                throw e;
            }
            if (deadline.isOver()) {
                throw timedOut(TABLE_LOCK, options.lockTimeout(), e);
            }
            return false;
        }
    }

    private void startUnderBackupStage() throws SQLException {
        var deadline = Deadline.after(options.lockTimeout());
        locking("BACKUP STAGE START", deadline);
        try {
            locking("BACKUP STAGE FLUSH", deadline);
            locking("BACKUP STAGE BLOCK_DDL", deadline);
            locking("BACKUP STAGE BLOCK_COMMIT", deadline);
            begin();
        } finally {
            Sql.run(coordinator, "BACKUP STAGE END");
        }
        consistency = "BACKUP STAGE BLOCK_COMMIT";
    }

    /** All locks together are waited for no longer than the timeout: meanwhile writers may wait. */
    private void locking(String statementText, Deadline deadline) throws SQLException {
        try (var statement = coordinator.createStatement()) {
            statement.setQueryTimeout((int) Math.max(1, deadline.remaining().toSeconds()));
            statement.execute(statementText);
        } catch (SQLException e) {
            if (isTimeout(e)) {
                throw timedOut(statementText, options.lockTimeout(), e);
            }
            throw e;
        }
    }

    private static DataException timedOut(
            String statementText, Duration timeout, SQLException cause) {
        return DataException.of(
                        ErrorCode.TIMED_OUT,
                        statementText
                                + " did not get its lock within "
                                + timeout.toSeconds()
                                + " s",
                        cause)
                .withHint(
                        "a long transaction or another backup is under way; end it, or wait longer, or use one worker");
    }

    private static boolean isTimeout(SQLException e) {
        return e instanceof java.sql.SQLTimeoutException
                || e.getErrorCode() == LOCK_WAIT_TIMEOUT
                || e.getErrorCode() == QUERY_INTERRUPTED
                || e.getErrorCode() == STATEMENT_TIMEOUT
                || e.getErrorCode() == BACKUP_STAGE_TAKEN;
    }

    private static boolean isMissingPrivilege(SQLException e) {
        return e.getErrorCode() == ACCESS_DENIED || e.getErrorCode() == ACCESS_DENIED_FOR_USER;
    }

    private void begin() throws SQLException {
        for (var reader : readers) {
            Sql.run(reader, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
        }
    }

    private Connection prepare(Connection connection) throws SQLException {
        Sql.run(connection, "SET NAMES utf8mb4");
        Sql.run(
                connection,
                "SET SESSION time_zone = '+00:00', SESSION sql_mode = '', SESSION net_write_timeout = "
                        + NET_WRITE_TIMEOUT_SECONDS
                        + ", SESSION lock_wait_timeout = "
                        + Math.max(1, options.lockTimeout().toSeconds()));
        Sql.run(connection, "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        Sql.run(connection, "SET SESSION sql_quote_show_create = 1");
        return connection;
    }

    @Override
    public void close() {
        closer.close();
    }
}
