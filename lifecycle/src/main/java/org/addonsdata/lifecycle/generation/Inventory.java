package org.addonsdata.lifecycle.generation;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.addonsdata.core.sql.Connections;

/**
 * How much room each generation of one application takes, as far as the server's statistics know.
 *
 * @param liveBytes of the live schema's tables and indexes; 0 where there is none
 * @param parked the schemas beside it, by name
 */
public record Inventory(long liveBytes, List<Parked> parked) {
    /**
     * A schema that a generation waits in, or was built in.
     *
     * @param generation empty where nothing tells whose it is
     */
    public record Parked(String schema, Optional<Generation> generation, int tables, long bytes) {}

    private record Size(int tables, long bytes) {
        static final Size NONE = new Size(0, 0);
    }

    /** The schema in which a generation waits. */
    public Optional<Parked> of(Generation generation) {
        return parked.stream()
                .filter(candidate -> candidate.generation().equals(Optional.of(generation)))
                .findFirst();
    }

    /**
     * Reads it, without a lock.
     *
     * @param live name of the live schema
     */
    public static Inventory read(Connections connections, String live) {
        try (var connection = connections.open(null)) {
            var sizes = new TreeMap<String, Size>();
            Sql.list(
                            connection,
                            "SELECT s.SCHEMA_NAME, COUNT(t.TABLE_NAME), COALESCE(SUM(t.DATA_LENGTH + t.INDEX_LENGTH), 0)"
                                    + " FROM information_schema.SCHEMATA s"
                                    + " LEFT JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = s.SCHEMA_NAME"
                                    + " WHERE s.SCHEMA_NAME = ? OR LEFT(s.SCHEMA_NAME, ?) = ?"
                                    + " GROUP BY s.SCHEMA_NAME",
                            row ->
                                    Map.entry(
                                            row.getString(1),
                                            new Size(row.getInt(2), row.getLong(3))),
                            live,
                            live.length() + 2,
                            live + "__")
                    .forEach(entry -> sizes.put(entry.getKey(), entry.getValue()));
            var liveBytes = sizes.getOrDefault(live, Size.NONE).bytes();
            var parked = new ArrayList<Parked>();
            var schemas = new Schemas(connection, live);
            var ledger = new Bookkeeping(connection, live).read();
            for (var schema : schemas.parked()) {
                var size = sizes.getOrDefault(schema, Size.NONE);
                parked.add(
                        new Parked(
                                schema,
                                ledger.find(schemas.generation(schema)),
                                size.tables(),
                                size.bytes()));
            }
            return new Inventory(liveBytes, parked);
        } catch (SQLException e) {
            throw DatabaseErrors.failed("measure the generations", e);
        }
    }
}
