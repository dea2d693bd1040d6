package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.addonsdata.lifecycle.generation.Generation.Origin;
import org.addonsdata.lifecycle.generation.Generation.State;
import org.jspecify.annotations.Nullable;

/**
 * The two tables with which a schema says which generation it holds and which objects are still to
 * be attached to it. They move with the generation's other tables.
 */
public final class Bookkeeping {
    /** Tables of ours in an application's schema; not part of its data. */
    public static final Set<String> TABLES = Set.of("addons_data_generation", "addons_data_object");

    private Bookkeeping() {}

    /**
     * Makes the schema hold the given generation. The objects' table comes first: a generation
     * always has one.
     */
    static void create(Connection connection, String schema, Generation generation)
            throws SQLException {
        createTables(connection, schema);
        Sql.update(
                connection,
                "INSERT INTO " + table(schema) + " VALUES (?,?,?,?,?,?)",
                generation.id(),
                generation.state().name(),
                generation.origin().name(),
                // As text: the driver cuts fractions of a second off for servers of "version
                // 5.5.5",
                // as MariaDB before 11 calls itself.
                LocalDateTime.ofInstant(generation.created(), ZoneOffset.UTC).toString(),
                generation.replaces(),
                generation.migrations());
    }

    private static void createTables(Connection connection, String schema) throws SQLException {
        Sql.execute(
                connection,
                """
                CREATE TABLE IF NOT EXISTS %s (
                  position INT NOT NULL PRIMARY KEY,
                  kind VARCHAR(16) NOT NULL,
                  name VARCHAR(64) NOT NULL,
                  sql_mode TEXT NOT NULL,
                  collation_connection VARCHAR(64) NOT NULL,
                  time_zone VARCHAR(64) NOT NULL,
                  definition LONGTEXT NOT NULL
                ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='bookkeeping of addons-data'
                """
                        .formatted(quote(schema, "addons_data_object")));
        Sql.execute(
                connection,
                """
                CREATE TABLE IF NOT EXISTS %s (
                  id VARCHAR(32) NOT NULL PRIMARY KEY,
                  state VARCHAR(16) NOT NULL,
                  origin VARCHAR(16) NOT NULL,
                  created DATETIME(6) NOT NULL,
                  replaces VARCHAR(32) NULL,
                  migrations VARCHAR(64) NULL
                ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='bookkeeping of addons-data'
                """
                        .formatted(table(schema)));
    }

    /** The generation the schema holds, if the schema has our bookkeeping. */
    static Optional<Generation> read(Connection connection, String schema) throws SQLException {
        if (!tables(connection, schema).contains("addons_data_generation")) {
            return Optional.empty();
        }
        return Sql.first(
                connection,
                "SELECT id, state, origin, created, replaces, migrations FROM " + table(schema),
                Bookkeeping::generation);
    }

    /** One that was live stays known as such. */
    static void complete(Connection connection, String schema) throws SQLException {
        Sql.update(
                connection,
                "UPDATE " + table(schema) + " SET state=? WHERE state=?",
                State.COMPLETE.name(),
                State.BUILDING.name());
    }

    static void live(Connection connection, String schema) throws SQLException {
        Sql.update(
                connection,
                "UPDATE " + table(schema) + " SET state=? WHERE state<>?",
                State.LIVE.name(),
                State.LIVE.name());
    }

    static void replaces(Connection connection, String schema, @Nullable String id)
            throws SQLException {
        Sql.update(connection, "UPDATE " + table(schema) + " SET replaces=?", id);
    }

    static void migrations(Connection connection, String schema, String fingerprint)
            throws SQLException {
        Sql.update(connection, "UPDATE " + table(schema) + " SET migrations=?", fingerprint);
    }

    private static Generation generation(ResultSet row) throws SQLException {
        return new Generation(
                row.getString("id"),
                State.valueOf(row.getString("state")),
                Origin.valueOf(row.getString("origin")),
                row.getObject("created", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getString("replaces"),
                row.getString("migrations"));
    }

    private static List<String> tables(Connection connection, String schema) throws SQLException {
        return Sql.list(
                connection,
                "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA=? AND TABLE_NAME IN"
                        + " ('addons_data_generation','addons_data_object')",
                row -> row.getString(1),
                schema);
    }

    private static String table(String schema) {
        return quote(schema, "addons_data_generation");
    }
}
