package org.addonsdata.bench.snapshots;

import static org.addonsdata.core.sql.Names.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;

/** Makes of the seeded database one that all contenders can copy. */
final class SeededData {
    private static final String HISTORY = "flyway_schema_history";

    private SeededData() {}

    /**
     * Drops the migration history: to us it is a database of something else then, which is restored
     * without migrations and without a search index, as the other tools know neither. And on MySQL
     * takes away defaults that are functions, as mydumper 0.10 mistakes {@code DEFAULT_GENERATED}
     * in a column's EXTRA for a generated column and leaves its data out.
     *
     * @return how many columns lost their default
     */
    static int prepare(Connection connection) throws SQLException {
        execute(connection, "DROP TABLE " + quote(BenchServer.LIVE, HISTORY));
        var sql =
                "SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS"
                        + " WHERE TABLE_SCHEMA=? AND EXTRA LIKE '%DEFAULT_GENERATED%'";
        var statements = new ArrayList<String>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, BenchServer.LIVE);
            try (var columns = statement.executeQuery()) {
                while (columns.next()) {
                    statements.add(
                            "ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT"
                                    .formatted(
                                            quote(BenchServer.LIVE, columns.getString(1)),
                                            quote(columns.getString(2))));
                }
            }
        }
        for (var statement : statements) {
            execute(connection, statement);
        }
        return statements.size();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
