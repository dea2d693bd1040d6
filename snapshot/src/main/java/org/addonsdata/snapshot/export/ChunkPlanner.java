package org.addonsdata.snapshot.export;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.core.sql.Names;
import org.addonsdata.snapshot.database.Column;
import org.addonsdata.snapshot.database.Table;
import org.jspecify.annotations.Nullable;

/**
 * Cuts large tables along the first column of their key, where that is an integer. Where the cuts
 * are does not show in the file, so estimates are good enough.
 */
final class ChunkPlanner {
    private static final long CHUNK_BYTES = 16L << 20;
    private static final int MAX_CHUNKS_OF_A_TABLE = 100_000;

    private ChunkPlanner() {}

    static List<Chunk> plan(Connection connection, List<Table> tables) throws SQLException {
        var chunks = new ArrayList<Chunk>();
        for (var table : tables) {
            var conditions = conditions(connection, table);
            for (int i = 0; i < conditions.size(); i++) {
                chunks.add(
                        new Chunk(
                                chunks.size(),
                                table,
                                conditions.get(i),
                                i == 0,
                                i == conditions.size() - 1));
            }
        }
        return chunks;
    }

    private static List<String> conditions(Connection connection, Table table) throws SQLException {
        var pieces = Math.min(MAX_CHUNKS_OF_A_TABLE, table.dataBytes() / CHUNK_BYTES + 1);
        if (pieces < 2 || !startsWithInteger(table)) {
            return List.of("");
        }
        var column = Names.quote(table.keyColumns().getFirst());
        try (var statement = connection.createStatement();
                var result =
                        statement.executeQuery(
                                "SELECT MIN(%s), MAX(%s) FROM %s"
                                        .formatted(column, column, Names.quote(table.name())))) {
            result.next();
            var least = result.getString(1);
            var greatest = result.getString(2);
            return least == null || greatest == null
                    ? List.of("")
                    : ranges(column, new BigInteger(least), new BigInteger(greatest), pieces);
        }
    }

    private static boolean startsWithInteger(Table table) {
        return !table.keyColumns().isEmpty()
                && table.columns().stream()
                        .filter(column -> column.name().equals(table.keyColumns().getFirst()))
                        .anyMatch(Column::isInteger);
    }

    /** Every key is in exactly one range: the first has no lower end and the last no upper one. */
    private static List<String> ranges(
            String column, BigInteger least, BigInteger greatest, long pieces) {
        var span = greatest.subtract(least).add(BigInteger.ONE);
        var count = span.min(BigInteger.valueOf(pieces)).intValueExact();
        var conditions = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var from =
                    least.add(
                            span.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(count)));
            var to =
                    least.add(
                            span.multiply(BigInteger.valueOf(i + 1L))
                                    .divide(BigInteger.valueOf(count)));
            conditions.add(
                    range(
                            column,
                            i == 0 ? null : from,
                            i == count - 1 ? null : to.subtract(BigInteger.ONE)));
        }
        return conditions;
    }

    /** The server looks at it for every row, and BETWEEN is the cheapest. */
    private static String range(
            String column, @Nullable BigInteger first, @Nullable BigInteger last) {
        if (first == null) {
            return last == null ? "" : column + " <= " + last;
        }
        return last == null
                ? column + " >= " + first
                : column + " BETWEEN " + first + " AND " + last;
    }
}
