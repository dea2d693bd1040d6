package org.addonsdata.bench.snapshots;

import static org.addonsdata.core.sql.Names.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a schema holds: the server's checksum over the rows of every table, and what it has of keys.
 * Two with the same content hold the same data.
 *
 * @param checksums by table
 * @param keyParts the columns of all indexes and foreign keys, counted
 */
record TableContent(Map<String, String> checksums, long keyParts) {
    static TableContent of(Connection connection, String schema) throws SQLException {
        var checksums = new TreeMap<String, String>();
        for (var table : tables(connection, schema)) {
            checksums.put(
                    table,
                    single(connection, "CHECKSUM TABLE " + quote(schema, table) + " EXTENDED", 2));
        }
        return new TableContent(
                checksums,
                count(connection, "STATISTICS", schema)
                        + count(connection, "REFERENTIAL_CONSTRAINTS", schema));
    }

    private static List<String> tables(Connection connection, String schema) throws SQLException {
        var sql =
                "SELECT TABLE_NAME FROM information_schema.TABLES"
                        + " WHERE TABLE_SCHEMA=? AND TABLE_TYPE='BASE TABLE'";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, schema);
            var names = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }

    private static long count(Connection connection, String what, String schema)
            throws SQLException {
        var column = what.equals("STATISTICS") ? "TABLE_SCHEMA" : "CONSTRAINT_SCHEMA";
        return Long.parseLong(
                single(
                        connection,
                        "SELECT COUNT(*) FROM information_schema.%s WHERE %s='%s'"
                                .formatted(what, column, schema),
                        1));
    }

    private static String single(Connection connection, String sql, int column)
            throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            if (!rows.next() || rows.getString(column) == null) {
                throw new SQLException("no answer to " + sql);
            }
            return rows.getString(column);
        }
    }

    /** What of another content is different from this; empty when nothing is. */
    String differences(TableContent other) {
        var differing = new ArrayList<String>();
        var all = new TreeMap<>(checksums);
        all.putAll(other.checksums());
        for (var table : all.keySet()) {
            if (!checksums
                    .getOrDefault(table, "")
                    .equals(other.checksums().getOrDefault(table, ""))) {
                differing.add(table);
            }
        }
        if (keyParts != other.keyParts()) {
            differing.add("%d instead of %d parts of keys".formatted(other.keyParts(), keyParts));
        }
        return String.join(", ", differing);
    }
}
