package org.addonsdata.addons.index;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one query, ascending by add-on, whose id is the first column; stands on one row or
 * behind the last. Values are read as the bytes the server sent: text in UTF-8, numbers and times
 * in ASCII.
 */
final class Rows implements AutoCloseable {
    private static final long END = Long.MAX_VALUE;

    private final Statement statement;
    private final ResultSet rows;
    private long addon;

    private Rows(Statement statement, ResultSet rows) throws SQLException {
        this.statement = statement;
        this.rows = rows;
        next();
    }

    static Rows of(Connection connection, String sql) throws SQLException {
        var statement = connection.createStatement();
        try {
            return new Rows(statement, statement.executeQuery(sql));
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    boolean atEnd() {
        return addon == END;
    }

    /** The add-on of this row. */
    long addon() {
        return addon;
    }

    /** Whether this row belongs to the add-on; rows of earlier ones are passed over. */
    boolean belongsTo(long id) throws SQLException {
        while (addon < id) {
            next();
        }
        return addon == id;
    }

    void next() throws SQLException {
        addon = rows.next() ? number(1) : END;
    }

    byte @Nullable [] bytesOrNull(int column) throws SQLException {
        return rows.getBytes(column);
    }

    byte[] bytes(int column) throws SQLException {
        return Objects.requireNonNull(rows.getBytes(column), "a column that is never null");
    }

    boolean isNull(int column) throws SQLException {
        return rows.getBytes(column) == null;
    }

    boolean flag(int column) throws SQLException {
        return number(column) != 0;
    }

    /** A whole number; null counts as 0. */
    long number(int column) throws SQLException {
        var digits = rows.getBytes(column);
        if (digits == null) {
            return 0;
        }
        var negative = digits[0] == '-';
        long value = 0;
        for (int i = negative ? 1 : 0; i < digits.length; i++) {
            value = value * 10 + digits[i] - '0';
        }
        return negative ? -value : value;
    }

    double decimal(int column) throws SQLException {
        return rows.getDouble(column);
    }

    @Override
    public void close() throws SQLException {
        try (statement) {
            rows.close();
        }
    }
}
