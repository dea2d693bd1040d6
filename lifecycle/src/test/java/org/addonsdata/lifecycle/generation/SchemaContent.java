package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.snapshot.objects.ObjectReader;

/** What is in a server's schemas, in a form that tests compare. */
record SchemaContent(Connections connections) {
    /** Rows of every table, by the server's own checksum. */
    TreeMap<String, String> contentOf(String schema) {
        var content = new TreeMap<String, String>();
        for (var table : tablesOf(schema)) {
            content.put(table, checksum(schema, table));
        }
        return content;
    }

    /** False when the server says that the file of one of the tables is missing. */
    boolean canBeRead(String schema) {
        try {
            return contentOf(schema) != null;
        } catch (IllegalStateException e) {
            if (String.valueOf(e.getMessage()).contains("Tablespace is missing")) {
                return false;
            }
            throw e;
        }
    }

    List<String> tablesOf(String schema) {
        return query(
                "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA='"
                        + schema
                        + "' AND TABLE_TYPE='BASE TABLE' ORDER BY TABLE_NAME");
    }

    /** A table that cannot be opened has none, which the server tells in a warning only. */
    private String checksum(String schema, String table) {
        try (var connection = connections.open(schema)) {
            return Sql.first(
                            connection,
                            "CHECKSUM TABLE " + quote(table),
                            row -> Optional.ofNullable(row.getString(2)))
                    .flatMap(checksum -> checksum)
                    .orElseThrow(() -> new IllegalStateException(warnings(connection)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String warnings(Connection connection) {
        try {
            return Sql.list(connection, "SHOW WARNINGS", row -> row.getString(3)).toString();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kind and name of every object that is no table. */
    List<String> objectsOf(String schema) {
        try (var connection = connections.open(schema)) {
            return new ObjectReader(connection, schema)
                    .list().stream().map(object -> object.kind() + " " + object.name()).toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The live schema and those parked beside it. */
    List<String> schemasOf(String live) {
        return allSchemasOf(live).stream().filter(schema -> !schema.endsWith("__meta")).toList();
    }

    /** The same, and the bookkeeping. */
    private List<String> allSchemasOf(String live) {
        return query(
                "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME='"
                        + live
                        + "' OR SCHEMA_NAME LIKE '"
                        + live.replace("_", "\\_")
                        + "\\_\\_%' ORDER BY SCHEMA_NAME");
    }

    void dropAllOf(String live) {
        allSchemasOf(live).forEach(schema -> execute("DROP DATABASE " + quote(schema)));
    }

    List<String> query(String sql) {
        try (var connection = connections.open(null)) {
            return Sql.list(connection, sql, row -> String.valueOf(row.getString(1)));
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    void execute(String sql) {
        try {
            executeThrowing(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    void executeThrowing(String sql) throws SQLException {
        try (var connection = connections.open(null)) {
            Sql.execute(connection, sql);
        }
    }
}
