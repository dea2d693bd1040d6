package org.addonsdata.snapshot.export;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.sql.Names;
import org.addonsdata.snapshot.database.Catalog;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.dump.Definitions;
import org.addonsdata.snapshot.dump.ViewOrder;

/**
 * Sequences, views, routines, triggers and events as SQL, in an order in which each finds what it
 * needs: routines before views, views after the views they read, triggers and events last.
 */
final class ObjectSql {
    private static final List<String> DELIMITERS =
            List.of(";;", "$$", "//", ";;;", "$$$", "|||", "$end$", "$the_end$");

    private final Connection connection;
    private final String schema;
    private final StringBuilder text = new StringBuilder();

    ObjectSql(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    private record Definition(String sql, String sqlMode, String collation, String timeZone) {}

    /** The statements for everything but tables. */
    String write(Catalog catalog) throws SQLException {
        for (var name : catalog.functions()) {
            object("FUNCTION", name, definition("FUNCTION", name, "Create Function"));
        }
        for (var name : catalog.procedures()) {
            object("PROCEDURE", name, definition("PROCEDURE", name, "Create Procedure"));
        }
        var views = new HashMap<String, Definition>();
        for (var name : catalog.views()) {
            views.put(name, definition("VIEW", name, "Create View"));
        }
        var definitions = new HashMap<String, String>();
        views.forEach((name, definition) -> definitions.put(name, definition.sql));
        for (var name : ViewOrder.of(definitions)) {
            object("VIEW", name, Objects.requireNonNull(views.get(name)));
        }
        for (var name : catalog.triggers()) {
            object("TRIGGER", name, definition("TRIGGER", name, "SQL Original Statement"));
        }
        for (var name : catalog.events()) {
            object("EVENT", name, definition("EVENT", name, "Create Event"));
        }
        return text.toString();
    }

    /**
     * Sequences come before the tables whose defaults use them.
     *
     * @param reader of rows
     */
    String sequences(Catalog catalog, Connection reader) throws SQLException {
        var sequences = new StringBuilder();
        for (var name : catalog.sequences()) {
            var quoted = Names.quote(name);
            var definition =
                    Sql.list(reader, row -> row.getString(2), "SHOW CREATE SEQUENCE " + quoted)
                            .getFirst();
            var next = Sql.text(reader, "SELECT next_not_cached_value FROM " + quoted);
            var round = Sql.text(reader, "SELECT cycle_count FROM " + quoted);
            sequences.append("\nDROP SEQUENCE IF EXISTS ").append(quoted).append(";\n");
            sequences.append(definition).append(";\n");
            sequences.append("DO SETVAL(%s, %s, 0, %s);\n".formatted(quoted, next, round));
        }
        return sequences.toString();
    }

    private Definition definition(String kind, String name, String column) throws SQLException {
        try (var statement = connection.createStatement();
                var result =
                        statement.executeQuery("SHOW CREATE " + kind + " " + Names.quote(name))) {
            result.next();
            var mode = kind.equals("VIEW") ? "" : result.getString("sql_mode");
            var sql = ObjectText.read(connection, result, column, mode);
            if (sql == null) {
                throw DataException.of(
                                ErrorCode.ACCESS_DENIED,
                                "the account may not see the definition of "
                                        + kind.toLowerCase(java.util.Locale.ROOT)
                                        + " "
                                        + name)
                        .withHint(
                                "grant it SHOW_ROUTINE, or SELECT on all routines; a snapshot without it would not be whole");
            }
            var zone = kind.equals("EVENT") ? result.getString("time_zone") : "";
            return new Definition(
                    Definitions.portable(sql, schema, mode),
                    mode,
                    result.getString("collation_connection"),
                    zone);
        }
    }

    private void object(String kind, String name, Definition definition) {
        var delimiter =
                DELIMITERS.stream()
                        .filter(candidate -> !definition.sql.contains(candidate))
                        .findFirst()
                        .orElseThrow(() ->
                                DataException.of(
                                        ErrorCode.OPERATION_FAILED,
                                        kind + " " + name + " holds every delimiter"));
        text.append("\nDROP ")
                .append(kind)
                .append(" IF EXISTS ")
                .append(Names.quote(name))
                .append(";\n");
        text.append("SET COLLATION_CONNECTION=").append(definition.collation);
        text.append(", SQL_MODE=").append(Sql.literal(definition.sqlMode));
        if (!definition.timeZone.isEmpty()) {
            text.append(", TIME_ZONE=").append(Sql.literal(definition.timeZone));
        }
        text.append(";\nDELIMITER ").append(delimiter).append('\n');
        text.append(definition.sql).append(' ').append(delimiter).append("\nDELIMITER ;\n");
    }
}
