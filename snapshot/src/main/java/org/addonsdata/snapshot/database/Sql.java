package org.addonsdata.snapshot.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Small statements. */
public final class Sql {
    private Sql() {}

    /** Makes a value of the row the result stands at. */
    @FunctionalInterface
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    public static <T> List<T> list(
            Connection connection, RowMapper<T> mapper, String query, String... parameters)
            throws SQLException {
        var rows = new ArrayList<T>();
        try (var statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(mapper.map(result));
                }
            }
        }
        return rows;
    }

    /** The first column of the first row; empty for NULL or no row. */
    public static String text(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            var text = result.next() ? result.getString(1) : null;
            return text == null ? "" : text;
        }
    }

    /** Runs a statement as it is: the driver replaces nothing in it, such as JDBC's braces. */
    public static void run(Connection connection, String statementText) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(statementText);
        }
    }

    /** A string literal for any sql_mode. */
    public static String literal(String text) {
        return '\'' + text.replace("\\", "\\\\").replace("'", "''") + '\'';
    }
}
