package org.addonsdata.snapshot.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a schema holds. Names are in the order of their code points, whatever the server's collation
 * says.
 *
 * @param collation the schema's default
 */
public record Catalog(
        String collation,
        List<Table> tables,
        List<String> sequences,
        List<String> views,
        List<String> functions,
        List<String> procedures,
        List<String> triggers,
        List<String> events) {
    private record TableRow(String name, String type, String engine, long rows, long dataBytes) {}

    private record KeyRow(String table, String index, String column, boolean usable) {}

    /** Reads a schema with a handful of queries, however many tables there are. */
    public static Catalog read(Connection connection, String schema, Set<String> excludedTables)
            throws SQLException {
        var rows =
                Sql.list(
                        connection,
                        row ->
                                new TableRow(
                                        string(row.getString(1)),
                                        string(row.getString(2)),
                                        string(row.getString(3)),
                                        row.getLong(4),
                                        row.getLong(5)),
                        "SELECT TABLE_NAME, TABLE_TYPE, ENGINE, COALESCE(TABLE_ROWS, 0), COALESCE(DATA_LENGTH, 0)"
                                + " FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?",
                        schema);
        var columns = columns(connection, schema);
        var keys = keys(connection, schema, columns);
        var tables = new ArrayList<Table>();
        var sequences = new ArrayList<String>();
        var views = new ArrayList<String>();
        for (var row : rows) {
            switch (row.type) {
                case "VIEW", "SYSTEM VIEW" -> views.add(row.name);
                case "SEQUENCE" -> sequences.add(row.name);
                default -> {
                    if (!excludedTables.contains(row.name)) {
                        tables.add(table(row, columns.getOrDefault(row.name, List.of()), keys));
                    }
                }
            }
        }
        tables.sort(Comparator.comparing(Table::name));
        sequences.sort(Comparator.naturalOrder());
        views.sort(Comparator.naturalOrder());
        return new Catalog(
                collation(connection, schema),
                tables,
                sequences,
                views,
                names(
                        connection,
                        "ROUTINE_NAME",
                        "ROUTINES",
                        "ROUTINE_TYPE = 'FUNCTION' AND ROUTINE_SCHEMA",
                        schema),
                names(
                        connection,
                        "ROUTINE_NAME",
                        "ROUTINES",
                        "ROUTINE_TYPE = 'PROCEDURE' AND ROUTINE_SCHEMA",
                        schema),
                triggers(connection, schema, excludedTables),
                names(connection, "EVENT_NAME", "EVENTS", "EVENT_SCHEMA", schema));
    }

    /** Each table's columns, by its name. */
    public Map<String, List<Column>> shapes() {
        return tables.stream().collect(Collectors.toMap(Table::name, Table::columns));
    }

    /** What {@link #shapes} of a catalog read now would be, without opening every table. */
    public static Map<String, List<Column>> shapes(
            Connection connection, String schema, Set<String> excludedTables) throws SQLException {
        var columns = columns(connection, schema);
        return Sql.list(
                        connection,
                        row -> row.getString(1),
                        "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?"
                                + " AND TABLE_TYPE NOT IN ('VIEW', 'SYSTEM VIEW', 'SEQUENCE')",
                        schema)
                .stream()
                .filter(name -> !excludedTables.contains(name))
                .collect(
                        Collectors.toMap(
                                name -> name, name -> columns.getOrDefault(name, List.of())));
    }

    private static Table table(
            TableRow row, List<Column> columns, Map<String, Map<String, List<String>>> keys) {
        var key = keys.getOrDefault(row.name, Map.of()).entrySet().stream().findFirst();
        return new Table(
                row.name,
                row.engine,
                columns,
                key.map(Map.Entry::getKey).orElse(""),
                key.map(Map.Entry::getValue).orElse(List.of()),
                row.rows,
                row.dataBytes);
    }

    private static Map<String, List<Column>> columns(Connection connection, String schema)
            throws SQLException {
        var byTable = new HashMap<String, List<Column>>();
        Sql.list(
                connection,
                row -> {
                    var extra = string(row.getString(5)).toUpperCase(Locale.ROOT);
                    var generated =
                            extra.contains("VIRTUAL GENERATED")
                                    || extra.contains("STORED GENERATED")
                                    || extra.contains("PERSISTENT");
                    return byTable.computeIfAbsent(row.getString(1), name -> new ArrayList<>())
                            .add(
                                    new Column(
                                            row.getString(2),
                                            row.getString(3).toLowerCase(Locale.ROOT),
                                            string(row.getString(4)),
                                            generated,
                                            extra.contains("INVISIBLE")));
                },
                "SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, CHARACTER_SET_NAME, EXTRA FROM information_schema.COLUMNS"
                        + " WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, ORDINAL_POSITION",
                schema);
        return byTable;
    }

    /**
     * For each table its indexes that can order rows, the best first: PRIMARY, then unique ones by
     * name.
     */
    private static Map<String, Map<String, List<String>>> keys(
            Connection connection, String schema, Map<String, List<Column>> columns)
            throws SQLException {
        var rows =
                Sql.list(
                        connection,
                        row -> {
                            var column = string(row.getString(3));
                            var usable =
                                    row.getString(4) == null
                                            && !"YES".equals(row.getString(5))
                                            && !column.isEmpty();
                            return new KeyRow(row.getString(1), row.getString(2), column, usable);
                        },
                        "SELECT TABLE_NAME, INDEX_NAME, COLUMN_NAME, SUB_PART, NULLABLE FROM information_schema.STATISTICS"
                                + " WHERE TABLE_SCHEMA = ? AND NON_UNIQUE = 0 AND INDEX_TYPE = 'BTREE'"
                                + " ORDER BY TABLE_NAME, INDEX_NAME <> 'PRIMARY', INDEX_NAME, SEQ_IN_INDEX",
                        schema);
        var unusable = new HashSet<String>();
        var byTable = new HashMap<String, Map<String, List<String>>>();
        for (var row : rows) {
            byTable.computeIfAbsent(row.table, name -> new LinkedHashMap<>())
                    .computeIfAbsent(row.index, name -> new ArrayList<>())
                    .add(row.column);
            var generated =
                    columns.getOrDefault(row.table, List.of()).stream()
                            .anyMatch(column ->
                                    column.name().equals(row.column) && column.generated());
            if (generated || (!row.usable && !row.index.equals("PRIMARY"))) {
                unusable.add(row.table + "\0" + row.index);
            }
        }
        byTable.forEach((table, indexes) ->
                indexes.keySet().removeIf(index -> unusable.contains(table + "\0" + index)));
        return byTable;
    }

    private static List<String> names(
            Connection connection, String column, String table, String condition, String schema)
            throws SQLException {
        var names =
                new ArrayList<>(
                        Sql.list(
                                connection,
                                row -> row.getString(1),
                                "SELECT "
                                        + column
                                        + " FROM information_schema."
                                        + table
                                        + " WHERE "
                                        + condition
                                        + " = ?",
                                schema));
        names.sort(Comparator.naturalOrder());
        return names;
    }

    /** In the order in which they fire, so that making them in that order keeps it. */
    private static List<String> triggers(
            Connection connection, String schema, Set<String> excludedTables) throws SQLException {
        record Trigger(String name, String table, String event, int order) {}
        return Sql.list(
                        connection,
                        row ->
                                new Trigger(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getInt(4)),
                        "SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE, CONCAT(ACTION_TIMING, EVENT_MANIPULATION), ACTION_ORDER"
                                + " FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = ?",
                        schema)
                .stream()
                .filter(trigger -> !excludedTables.contains(trigger.table))
                .sorted(
                        Comparator.comparing(Trigger::table)
                                .thenComparing(Trigger::event)
                                .thenComparingInt(Trigger::order)
                                .thenComparing(Trigger::name))
                .map(Trigger::name)
                .toList();
    }

    private static String collation(Connection connection, String schema) throws SQLException {
        var rows =
                Sql.list(
                        connection,
                        row -> row.getString(1),
                        "SELECT DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ?",
                        schema);
        return rows.isEmpty() ? "" : rows.getFirst();
    }

    private static String string(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }
}
