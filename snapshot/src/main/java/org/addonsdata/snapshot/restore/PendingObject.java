package org.addonsdata.snapshot.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.addonsdata.core.sql.Names;
import org.addonsdata.snapshot.database.ServerVersion;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.dump.Definitions;
import org.addonsdata.snapshot.dump.DumpStatement.ObjectKind;

/**
 * A view, trigger, routine or event that was found to work in the staging schema and is to be made
 * where the tables go. It has no DEFINER: whoever makes it becomes that, so make it as an account
 * with no rights beyond the schema.
 *
 * @param table a trigger's table, else empty
 * @param sqlMode and the rest: settings of the session that makes it; empty means the session's own
 */
public record PendingObject(
        ObjectKind kind,
        String name,
        String table,
        String sql,
        String sqlMode,
        String collation,
        String timeZone) {
    private static final Set<String> MARIADB_ONLY =
            Set.of(
                    "NO_AUTO_CREATE_USER",
                    "ORACLE",
                    "IGNORE_BAD_TABLE_OPTIONS",
                    "SIMULTANEOUS_ASSIGNMENT",
                    "EMPTY_STRING_IS_NULL",
                    "TIME_ROUND_FRACTIONAL",
                    "MYSQL40",
                    "MYSQL323",
                    "DB2",
                    "MAXDB",
                    "MSSQL",
                    "POSTGRESQL",
                    "NO_FIELD_OPTIONS",
                    "NO_KEY_OPTIONS",
                    "NO_TABLE_OPTIONS");
    private static final Set<String> MYSQL_ONLY = Set.of("TIME_TRUNCATE_FRACTIONAL");

    /** The same, made by another statement. */
    public PendingObject withSql(String other) {
        return new PendingObject(kind, name, table, other, sqlMode, collation, timeZone);
    }

    /** Makes the object in the connection's schema; the session's settings are changed. */
    public void create(Connection connection, ServerVersion version) throws SQLException {
        settings(connection, version);
        Sql.run(connection, sql);
    }

    /** Makes it as it will be made, but an event so that it does not run. */
    void tryOut(Connection connection, ServerVersion version) throws SQLException {
        settings(connection, version);
        Sql.run(
                connection,
                kind == ObjectKind.EVENT ? Definitions.disabledEvent(sql, sqlMode) : sql);
    }

    public void drop(Connection connection) throws SQLException {
        Sql.run(connection, "DROP " + kind + " IF EXISTS " + Names.quote(name));
    }

    private void settings(Connection connection, ServerVersion version) throws SQLException {
        Sql.run(connection, "SET NAMES utf8mb4");
        Sql.run(connection, "SET SESSION sql_mode = " + Sql.literal(knownModes(version)));
        if (!collation.isEmpty()) {
            Sql.run(connection, "SET SESSION collation_connection = " + Sql.literal(collation));
        }
        if (!timeZone.isEmpty()) {
            Sql.run(connection, "SET SESSION time_zone = " + Sql.literal(timeZone));
        }
    }

    private String knownModes(ServerVersion version) {
        var unknown = version.isMariaDb() ? MYSQL_ONLY : MARIADB_ONLY;
        return Arrays.stream(sqlMode.split(","))
                .filter(mode -> !unknown.contains(mode.toUpperCase(Locale.ROOT)))
                .collect(Collectors.joining(","));
    }
}
