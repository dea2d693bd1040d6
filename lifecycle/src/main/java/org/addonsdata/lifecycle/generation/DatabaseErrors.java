package org.addonsdata.lifecycle.generation;

import java.sql.SQLException;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.sql.FullDisk;

/**
 * Turns what a server answers into what a user can act on. Error numbers are those of the MySQL
 * manual.
 */
public final class DatabaseErrors {
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;
    private static final int NO_TABLE = 1146;
    private static final int ACCESS_DENIED = 1045;
    private static final int DATABASE_ACCESS_DENIED = 1044;
    private static final int READ_ONLY = 1290;
    private static final int READ_ONLY_MODE = 1836;
    private static final int TABLESPACE_MISSING = 1812;

    /** Of a Galera node that is not part of a working cluster ("WSREP has not yet prepared…"). */
    private static final int NODE_NOT_READY = 1047;

    /** What a server answers who lacks a right on a table, a column, a routine, or in general. */
    static final int OBJECT_ACCESS_DENIED = 1142;

    private static final int COLUMN_ACCESS_DENIED = 1143;
    private static final int ROUTINE_ACCESS_DENIED = 1370;
    private static final int SPECIFIC_ACCESS_DENIED = 1227;
    private static final int BINARY_LOG_UNTRUSTED = 1419;

    private DatabaseErrors() {}

    /**
     * @param purpose completes "cannot …"
     */
    public static DataException failed(String purpose, SQLException e) {
        var message = "cannot " + purpose + ": " + e.getMessage();
        if (FullDisk.isReasonOf(e)) {
            return DataException.of(ErrorCode.DISK_FULL, message, e)
                    .withHint("free some space and try again");
        }
        return switch (e.getErrorCode()) {
            case LOCK_WAIT_TIMEOUT ->
                    DataException.of(ErrorCode.TIMED_OUT, message, e)
                            .withHint(
                                    "another connection has used a table for long; end its transaction and try again");
            case ACCESS_DENIED,
                    DATABASE_ACCESS_DENIED,
                    OBJECT_ACCESS_DENIED,
                    COLUMN_ACCESS_DENIED,
                    ROUTINE_ACCESS_DENIED,
                    SPECIFIC_ACCESS_DENIED,
                    BINARY_LOG_UNTRUSTED ->
                    DataException.of(ErrorCode.ACCESS_DENIED, message, e)
                            .withHint(
                                    "the account lacks a right; docs/external.md says which each command needs");
            case READ_ONLY, READ_ONLY_MODE ->
                    DataException.of(ErrorCode.DATABASE_ERROR, message, e)
                            .withHint("the server is read-only; use the primary");
            case NODE_NOT_READY ->
                    DataException.of(ErrorCode.SERVER_UNREACHABLE, message, e)
                            .withHint("the node has lost its cluster; try again, on another one");
            case TABLESPACE_MISSING ->
                    DataException.of(ErrorCode.DATABASE_ERROR, message, e)
                            .withHint(
                                    "after a crash MySQL may find a table's file only at its second start; restart the server");
            default -> byState(message, e);
        };
    }

    /** Whether another session had what was asked for, so that the same may succeed later. */
    static boolean isLockWait(SQLException e) {
        return e.getErrorCode() == LOCK_WAIT_TIMEOUT || e.getErrorCode() == DEADLOCK;
    }

    /** Such a failure where no statement of the server's stands for it. */
    static SQLException lockWait(String message) {
        return new SQLException(message, "HY000", LOCK_WAIT_TIMEOUT);
    }

    static boolean isMissingTable(SQLException e) {
        return e.getErrorCode() == NO_TABLE;
    }

    /** SQLSTATE class 08 is a broken connection (SQL standard). */
    static boolean isConnectionLost(SQLException e) {
        var state = e.getSQLState();
        return state != null && state.startsWith("08");
    }

    /** Whether the account lacks a right, rather than anything being wrong. */
    static boolean isDenied(SQLException e) {
        return switch (e.getErrorCode()) {
            case DATABASE_ACCESS_DENIED,
                    OBJECT_ACCESS_DENIED,
                    COLUMN_ACCESS_DENIED,
                    SPECIFIC_ACCESS_DENIED ->
                    true;
            default -> false;
        };
    }

    /** The same, or that the account is not trusted with what goes into the binary log. */
    static boolean isLackOfRights(SQLException e) {
        return isDenied(e)
                || e.getErrorCode() == ROUTINE_ACCESS_DENIED
                || e.getErrorCode() == BINARY_LOG_UNTRUSTED;
    }

    private static DataException byState(String message, SQLException e) {
        if (isConnectionLost(e)) {
            return DataException.of(ErrorCode.SERVER_UNREACHABLE, message, e)
                    .withHint("the database server went away; see addons-data status");
        }
        return DataException.of(ErrorCode.DATABASE_ERROR, message, e);
    }
}
