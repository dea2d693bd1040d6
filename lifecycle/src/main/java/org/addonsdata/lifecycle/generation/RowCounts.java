package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.sql.Connections;
import org.jspecify.annotations.Nullable;

/** How many rows a schema's tables have. */
public final class RowCounts {
    private static final int EXACT_UP_TO = 200_000;

    private RowCounts() {}

    /** A count that is exact, or, for a large table, the server's estimate. */
    public record Count(long rows, boolean exact) {}

    /**
     * Compares exact counts with what was written.
     *
     * @param expected rows by table
     * @throws DataException with {@link ErrorCode#VERIFICATION_FAILED} that names every table that
     *     differs
     */
    public static void verify(Connections connections, String schema, Map<String, Long> expected) {
        var differences = new ArrayList<String>();
        try (var connection = connections.open(schema)) {
            for (var entry : expected.entrySet()) {
                var counted =
                        Sql.first(
                                        connection,
                                        "SELECT COUNT(*) FROM " + quote(schema, entry.getKey()),
                                        row -> row.getLong(1))
                                .orElseThrow();
                if (!counted.equals(entry.getValue())) {
                    differences.add(
                            "%s has %d rows instead of %d"
                                    .formatted(entry.getKey(), counted, entry.getValue()));
                }
            }
        } catch (SQLException e) {
            throw DatabaseErrors.failed("count the rows of " + schema, e);
        }
        if (!differences.isEmpty()) {
            throw DataException.of(
                    ErrorCode.VERIFICATION_FAILED,
                    "the new data is not what was written: " + String.join(", ", differences));
        }
    }

    /** The same of all tables. */
    public static Map<String, Count> overview(Connections connections, String schema) {
        try (var connection = connections.open(schema)) {
            return overview(connections, schema, new Schemas(connection, schema).tables(schema));
        } catch (SQLException e) {
            throw DatabaseErrors.failed("count the rows of " + schema, e);
        }
    }

    /**
     * Counts for a person to read, in bounded time: exact up to {@value #EXACT_UP_TO} rows, beyond
     * that the server's own estimate. Tables that are not there are left out, as are views.
     */
    public static Map<String, Count> overview(
            Connections connections, String schema, List<String> tables) {
        var counts = new LinkedHashMap<String, Count>();
        try (var connection = connections.open(schema)) {
            for (var table : tables) {
                var estimate = estimate(connection, schema, table);
                if (estimate != null) {
                    counts.put(
                            table,
                            estimate > EXACT_UP_TO
                                    ? new Count(estimate, false)
                                    : new Count(count(connection, schema, table), true));
                }
            }
        } catch (SQLException e) {
            throw DatabaseErrors.failed("count the rows of " + schema, e);
        }
        return counts;
    }

    /** Asks for the one table: on MariaDB each that is listed is opened. Null if there is none. */
    private static @Nullable Long estimate(Connection connection, String schema, String table)
            throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT COALESCE(TABLE_ROWS, 0) FROM information_schema.TABLES"
                                + " WHERE TABLE_SCHEMA=? AND TABLE_NAME=? AND TABLE_TYPE NOT LIKE '%VIEW'",
                        row -> row.getLong(1),
                        schema,
                        table)
                .orElse(null);
    }

    private static long count(Connection connection, String schema, String table)
            throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT COUNT(*) FROM " + quote(schema, table),
                        row -> row.getLong(1))
                .orElseThrow();
    }
}
