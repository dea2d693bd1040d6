package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The schemas of one application on a server: the live one, and beside it those that generations
 * wait in, or are built in.
 */
final class Schemas {
    private final Connection connection;
    private final String live;

    Schemas(Connection connection, String live) {
        this.connection = connection;
        this.live = live;
    }

    /** The one in which a generation waits that is not live. */
    static String of(String live, String generation) {
        return live + "__" + generation;
    }

    String of(String generation) {
        return of(live, generation);
    }

    /** Names of those beside the live one that a generation could wait in. */
    List<String> parked() throws SQLException {
        return Sql.list(
                        connection,
                        "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA ORDER BY SCHEMA_NAME",
                        row -> row.getString(1))
                .stream()
                .filter(this::isParked)
                .toList();
    }

    private boolean isParked(String schema) {
        var prefix = of("");
        return schema.startsWith(prefix) && Bookkeeping.isId(schema.substring(prefix.length()));
    }

    /** The id in the name of one of {@link #parked}. */
    String generation(String parked) {
        return parked.substring(of("").length());
    }

    boolean exists(String schema) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME=?",
                        row -> row.getInt(1),
                        schema)
                .isPresent();
    }

    /** Everything that RENAME TABLE moves: tables of any kind and sequences, but no views. */
    List<String> tables(String schema) throws SQLException {
        return Sql.list(
                connection,
                "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA=?"
                        + " AND TABLE_TYPE NOT LIKE '%VIEW' ORDER BY TABLE_NAME",
                row -> row.getString(1),
                schema);
    }

    /** Whether a schema is missing, or there is nothing in it that anybody could miss. */
    boolean isEmpty(String schema) throws SQLException {
        return tables(schema).isEmpty() && SchemaObjects.listed(connection, schema).isEmpty();
    }

    /**
     * Drops a schema that is not needed any more. That the server cannot, as where a file that is
     * not its own lies in the schema's directory, keeps nothing else from being done.
     *
     * @return why it is still there; empty when it is gone
     */
    Optional<String> drop(String schema) throws SQLException {
        try {
            Sql.execute(connection, "DROP DATABASE IF EXISTS " + quote(schema));
            return Optional.empty();
        } catch (SQLException e) {
            if (DatabaseErrors.isConnectionLost(e)) {
                throw e;
            }
            dropTables(schema, e);
            return Optional.of(
                    "the schema %s is not needed any more and could not be dropped, which the next command tries again: %s"
                            .formatted(schema, e.getMessage()));
        }
    }

    /** For their room: MySQL leaves them where it cannot remove the schema's directory. */
    private void dropTables(String schema, SQLException reason) throws SQLException {
        var tables = tables(schema);
        if (tables.isEmpty()) {
            return;
        }
        var names = tables.stream().map(table -> quote(schema, table)).toList();
        Sql.execute(connection, "SET SESSION foreign_key_checks=0");
        try {
            Sql.execute(connection, "DROP TABLE IF EXISTS " + String.join(", ", names));
        } catch (SQLException e) {
            reason.addSuppressed(e);
        } finally {
            Sql.execute(connection, "SET SESSION foreign_key_checks=1");
        }
    }
}
