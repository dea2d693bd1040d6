package org.addonsdata.addons.load;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.JdbcStatement;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import org.addonsdata.core.sql.Names;

/** Whole rows of one table, as {@link Row} writes them, on their way to the server. */
final class Chunk {
    /** Statements stay well below the smallest default {@code max_allowed_packet}, 16 MB. */
    private static final int STATEMENT_BYTES = 1 << 20;

    private final Table table;
    private final byte[] rows;
    private final long count;

    Chunk(Table table, byte[] rows, long count) {
        this.table = table;
        this.rows = rows;
        this.count = count;
    }

    Table table() {
        return table;
    }

    /** Whether client and server both let rows come as a stream. */
    static boolean canStream(Connection connection) throws SQLException {
        var properties = connection.unwrap(JdbcConnection.class).getPropertySet();
        if (!properties.getBooleanProperty(PropertyKey.allowLoadLocalInfile).getValue()
                && !properties
                        .getStringProperty(PropertyKey.allowLoadLocalInfileInPath)
                        .isExplicitlySet()) {
            return false;
        }
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT @@local_infile")) {
            return result.next() && result.getBoolean(1);
        }
    }

    void stream(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement
                    .unwrap(JdbcStatement.class)
                    .setLocalInfileInputStream(new ByteArrayInputStream(rows));
            long loaded =
                    statement.executeLargeUpdate(
                            "LOAD DATA LOCAL INFILE 'rows' INTO TABLE "
                                    + Names.quote(table.table())
                                    + " CHARACTER SET utf8mb4 ("
                                    + columns()
                                    + ")");
            if (loaded != count) {
                throw new SQLException(
                        table.table()
                                + " took "
                                + loaded
                                + " of "
                                + count
                                + " rows: "
                                + statement.getWarnings());
            }
        }
    }

    void insert(Connection connection) throws SQLException {
        var head = "INSERT INTO " + Names.quote(table.table()) + " (" + columns() + ") VALUES ";
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            var sql = new StringBuilder(head);
            for (var line : new String(rows, StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isEmpty()) {
                    sql.append(sql.length() == head.length() ? "" : ",").append(literals(line));
                }
                if (sql.length() > STATEMENT_BYTES) {
                    flush(statement, sql, head);
                }
            }
            flush(statement, sql, head);
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void flush(Statement statement, StringBuilder sql, String head)
            throws SQLException {
        if (sql.length() > head.length()) {
            statement.setEscapeProcessing(false);
            statement.executeUpdate(sql.toString());
            sql.setLength(head.length());
        }
    }

    /** Both forms escape alike but for the quote. */
    private static String literals(String line) {
        var literals = new StringBuilder(line.length() + 64).append('(');
        for (var value : line.split("\t", -1)) {
            literals.append(literals.length() == 1 ? "" : ",");
            if (value.equals("\\N")) {
                literals.append("NULL");
            } else {
                literals.append('\'').append(value.replace("'", "\\'")).append('\'');
            }
        }
        return literals.append(')').toString();
    }

    private String columns() {
        return table.columns().stream().map(Names::quote).collect(Collectors.joining(","));
    }
}
