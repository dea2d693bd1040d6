package org.addonsdata.core.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to one database server as one account. Every session has the time zone UTC,
 * utf8mb4, autocommit on, a strict sql_mode and an end of the waiting for a table's lock before
 * anything else, so that no caller can forget it.
 */
@FunctionalInterface
public interface Connections {
    /**
     * Opens a connection the caller closes.
     *
     * @param schema the session's default schema; null for none
     */
    Connection open(@Nullable String schema) throws SQLException;
}
