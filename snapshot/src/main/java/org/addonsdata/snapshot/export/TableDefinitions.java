package org.addonsdata.snapshot.export;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.core.sql.Names;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.dump.TrueLiterals;
import org.addonsdata.snapshot.dump.TrueLiterals.ColumnTexts;
import org.addonsdata.snapshot.wire.OneRow;
import org.addonsdata.snapshot.wire.RowSource;

/**
 * Tables' definitions with their true texts. Servers print the values of an ENUM or SET, and
 * MariaDB a column's default, with {@code ?} for every character beyond the Basic Multilingual
 * Plane, though they keep them; comments lose such characters when they are made, for good.
 *
 * @param connections of the account that exports; a temporary table tells the values of an ENUM
 * @param notes told where they cannot be had
 */
record TableDefinitions(Connections connections, String schema, Consumer<String> notes) {
    private static final String CONNECTION_LOST = "08";

    private record Doubtful(String name, String type, String standard) {}

    /**
     * @param rows of the connection, which sends its results as the server keeps them
     */
    String read(Connection connection, RowSource rows, String table)
            throws SQLException, InterruptedException {
        var row = new OneRow();
        rows.read("SHOW CREATE TABLE " + Names.quote(table), row);
        var sql = TrueLiterals.asText(row.bytes(1), "");
        return sql.contains("?")
                ? TrueLiterals.withColumnTexts(sql, trueTexts(connection, table))
                : sql;
    }

    private Map<String, ColumnTexts> trueTexts(Connection connection, String table)
            throws SQLException {
        var columns =
                Sql.list(
                        connection,
                        row -> new Doubtful(row.getString(1), row.getString(2), row.getString(3)),
                        "SELECT COLUMN_NAME, COLUMN_TYPE, COALESCE(COLUMN_DEFAULT, '') FROM information_schema.COLUMNS"
                                + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND CHARACTER_SET_NAME IS NOT NULL"
                                + " AND (LOCATE(0x3F, COLUMN_TYPE) > 0 OR LOCATE(0x3F, COLUMN_DEFAULT) > 0)",
                        schema,
                        table);
        var texts = new HashMap<String, ColumnTexts>();
        for (var column : columns) {
            // MariaDB prints a literal as such; MySQL prints what is not utf8mb3 in hexadecimal.
            var isLiteral = column.standard.startsWith("'") && column.standard.contains("?");
            texts.put(
                    column.name,
                    new ColumnTexts(
                            isLiteral ? standard(connection, table, column.name) : null,
                            column.type.contains("?") ? members(table, column) : List.of()));
        }
        return texts;
    }

    /** Told by a row of no values, so that the table needs to have none. */
    private static String standard(Connection connection, String table, String column)
            throws SQLException {
        return decoded(
                Sql.text(
                        connection,
                        "SELECT HEX(CONVERT(DEFAULT(t.%s) USING utf8mb4)) FROM (SELECT 1) one LEFT JOIN %s t ON 0"
                                .formatted(Names.quote(column), Names.quote(table))));
    }

    private List<String> members(String table, Doubtful column) throws SQLException {
        try (var connection = connections.open(schema)) {
            Sql.run(connection, "SET SESSION sql_mode = ''");
            Sql.run(
                    connection,
                    "CREATE TEMPORARY TABLE addons_data_members SELECT %s AS m FROM %s LIMIT 0"
                            .formatted(Names.quote(column.name), Names.quote(table)));
            Sql.run(
                    connection,
                    "ALTER TABLE addons_data_members ADD n INT AUTO_INCREMENT PRIMARY KEY");
            Sql.run(
                    connection,
                    "INSERT INTO addons_data_members (m) VALUES "
                            + indexes(column.type).collect(Collectors.joining("),(", "(", ")")));
            return Sql.list(
                            connection,
                            row -> row.getString(1),
                            "SELECT HEX(CONVERT(m USING utf8mb4)) FROM addons_data_members ORDER BY n")
                    .stream()
                    .map(TableDefinitions::decoded)
                    .toList();
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith(CONNECTION_LOST)) {
                throw e;
            }
            notes.accept(
                    "the values of the column %s.%s are written as the server prints them, with a '?' that may stand for another character: %s"
                            .formatted(table, column.name, e.getMessage()));
            return List.of();
        }
    }

    /** An ENUM numbers its values from one, a SET gives each a bit. */
    private static Stream<String> indexes(String type) {
        var count = count(type);
        return type.startsWith("set")
                ? IntStream.range(0, count).mapToObj(i -> Long.toUnsignedString(1L << i))
                : IntStream.rangeClosed(1, count).mapToObj(Integer::toString);
    }

    /** How many quoted values there are; a quote within one is doubled. */
    private static int count(String type) {
        var count = 0;
        var inside = false;
        for (int i = 0; i < type.length(); i++) {
            if (type.charAt(i) != '\'') {
                continue;
            }
            if (inside && type.startsWith("''", i)) {
                i++;
            } else {
                inside = !inside;
                count += inside ? 0 : 1;
            }
        }
        return count;
    }

    private static String decoded(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
    }
}
