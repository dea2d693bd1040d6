package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The character set and collation that a schema gives to tables made later. They belong to a
 * generation as its tables do: each schema that a generation waits in has them as its own.
 */
final class SchemaDefaults {
    private static final String UTF8 = "utf8mb4";

    private SchemaDefaults() {}

    /** Creates a schema with the defaults of another one where that is there and its text UTF-8. */
    static void createLike(Connection connection, String schema, String other) throws SQLException {
        var collation =
                collation(connection, other)
                        .filter(name -> name.startsWith(UTF8 + "_"))
                        .map(name -> " COLLATE " + name)
                        .orElse("");
        Sql.execute(
                connection,
                "CREATE DATABASE IF NOT EXISTS %s CHARACTER SET %s%s"
                        .formatted(quote(schema), UTF8, collation));
    }

    /** Gives a schema the defaults of another one, if that is there. */
    static void copy(Connection connection, String from, String to) throws SQLException {
        var wanted = collation(connection, from);
        if (wanted.isPresent() && !wanted.equals(collation(connection, to))) {
            Sql.execute(connection, "ALTER DATABASE " + quote(to) + " COLLATE " + wanted.get());
        }
    }

    private static Optional<String> collation(Connection connection, String schema)
            throws SQLException {
        return Sql.first(
                connection,
                "SELECT DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME=?",
                row -> row.getString(1),
                schema);
    }
}
