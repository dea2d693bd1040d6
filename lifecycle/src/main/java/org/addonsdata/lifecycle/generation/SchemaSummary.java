package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.addonsdata.core.sql.Connections;
import org.jspecify.annotations.Nullable;

/**
 * How much a schema holds, for a person who is about to replace it; read in bounded time, whatever
 * its size and whoever holds locks in it.
 *
 * @param rows of all tables together
 * @param exact whether they were counted, rather than estimated by the server
 * @param oldest when the oldest table was created; null where the server does not know
 */
public record SchemaSummary(int tables, long rows, boolean exact, @Nullable Instant oldest) {
    /** What earlier versions kept among the data. */
    private static final Set<String> BOOKKEEPING =
            Set.of("addons_data_generation", "addons_data_object");

    private static final int COUNTED_TABLES = 500;
    private static final int COUNTED_ROWS = 200_000;
    private static final int LOCK_WAIT_SECONDS = 2;

    private record TableSize(String name, long estimate, @Nullable Long created) {}

    /**
     * @param connections for rows of that schema
     */
    public static SchemaSummary read(Connections connections, String schema) {
        try (var connection = connections.open(schema)) {
            Sql.execute(connection, "SET SESSION lock_wait_timeout=" + LOCK_WAIT_SECONDS);
            return of(connection, schema, sizes(connection, schema));
        } catch (SQLException e) {
            throw DatabaseErrors.failed("look at the tables of " + schema, e);
        }
    }

    private static List<TableSize> sizes(Connection connection, String schema) throws SQLException {
        return Sql.list(
                        connection,
                        "SELECT TABLE_NAME, COALESCE(TABLE_ROWS, 0), UNIX_TIMESTAMP(CREATE_TIME)"
                                + " FROM information_schema.TABLES"
                                + " WHERE TABLE_SCHEMA=? AND TABLE_TYPE<>'VIEW'",
                        row ->
                                new TableSize(
                                        row.getString(1),
                                        row.getLong(2),
                                        row.getObject(3) == null ? null : row.getLong(3)),
                        schema)
                .stream()
                .filter(table -> !BOOKKEEPING.contains(table.name()))
                .toList();
    }

    private static SchemaSummary of(Connection connection, String schema, List<TableSize> tables) {
        long estimate = 0;
        @Nullable Long oldest = null;
        for (var table : tables) {
            estimate += table.estimate();
            var created = table.created();
            if (created != null && (oldest == null || created < oldest)) {
                oldest = created;
            }
        }
        var counted =
                tables.size() > COUNTED_TABLES || estimate > COUNTED_ROWS
                        ? null
                        : counted(connection, schema, tables);
        return new SchemaSummary(
                tables.size(),
                counted == null ? estimate : counted,
                counted != null,
                oldest == null ? null : Instant.ofEpochSecond(oldest));
    }

    /** Null where there are more than the statistics said, or a table is locked. */
    private static @Nullable Long counted(
            Connection connection, String schema, List<TableSize> tables) {
        long sum = 0;
        for (var table : tables) {
            try {
                sum +=
                        Sql.first(
                                        connection,
                                        "SELECT COUNT(*) FROM (SELECT 1 FROM %s LIMIT %d) some_rows"
                                                .formatted(
                                                        quote(schema, table.name()),
                                                        COUNTED_ROWS + 1),
                                        row -> row.getLong(1))
                                .orElseThrow();
            } catch (SQLException e) {
                return null;
            }
            if (sum > COUNTED_ROWS) {
                return null;
            }
        }
        return sum;
    }
}
