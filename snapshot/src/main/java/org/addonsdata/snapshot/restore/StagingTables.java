package org.addonsdata.snapshot.restore;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.dump.DumpStatement.CreateTable;
import org.addonsdata.snapshot.dump.TableElement;
import org.addonsdata.snapshot.restore.TableKeys.Waiting;

/**
 * The tables of a dump as they are made in the staging schema: with collations the server knows,
 * and without what waits for the rows.
 *
 * @param all in the dump's order
 * @param collations the rule, which remembers what it replaced
 */
record StagingTables(List<TableKeys> all, CollationRule collations) {
    /** A table with less than that is made with its keys: one statement instead of two or three. */
    static final long SMALL_BYTES = 1_000_000;

    static StagingTables of(DumpContents contents, CollationRule collations) {
        var bytes = new HashMap<String, Long>();
        contents.regions.forEach(region -> bytes.merge(region.table(), region.length(), Long::sum));
        var replacing =
                contents.regions.stream()
                        .filter(region -> !region.isPlainInsert())
                        .map(RowRegion::table)
                        .collect(Collectors.toCollection(HashSet::new));
        var tables =
                contents.tables.values().stream()
                        .map(table -> keys(table, collations, bytes, replacing))
                        .toList();
        return new StagingTables(tables, collations);
    }

    /**
     * Keys whose collations were replaced always wait: rows that collide under them are then told
     * from rows that are missing.
     */
    private static TableKeys keys(
            CreateTable table,
            CollationRule collations,
            Map<String, Long> bytes,
            Set<String> replacing) {
        var definition = mapped(table, collations);
        var waiting =
                replacing.contains(table.name())
                        ? Waiting.FOREIGN_KEYS
                        : bytes.getOrDefault(table.name(), 0L) < SMALL_BYTES
                                        && definition.equals(table)
                                ? Waiting.NOTHING
                                : Waiting.KEYS;
        return TableKeys.of(changed(definition, collations::withDefaults), waiting);
    }

    private static CreateTable mapped(CreateTable table, CollationRule collations) {
        return changed(table, part -> mapped(part, collations));
    }

    private static CreateTable changed(CreateTable table, UnaryOperator<String> change) {
        var elements =
                table.elements().stream()
                        .map(element ->
                                new TableElement(
                                        element.kind(),
                                        element.name(),
                                        change.apply(element.sql())))
                        .toList();
        return new CreateTable(
                table.location(), table.name(), table.head(), elements, change.apply(table.tail()));
    }

    private static String mapped(String part, CollationRule collations) {
        return part.toUpperCase(Locale.ROOT).contains("COLLATE")
                ? collations.apply(part, "")
                : part;
    }

    /** A part of a definition with collations that the server knows. */
    String mapped(String part) {
        return collations.withDefaults(mapped(part, collations));
    }

    /**
     * Makes the tables: those that stand by themselves on all connections, the others, whose
     * foreign keys make the server lock two tables, on one.
     */
    void create(RestoreJob job, StagingSessions sessions) throws SQLException, IOException {
        for (var sequence : job.contents().sequences.values()) {
            Sql.run(sessions.first(), sequence.sql());
        }
        var alone =
                all.stream()
                        .filter(table -> !table.refersToOthers())
                        .collect(Collectors.toCollection(ConcurrentLinkedQueue::new));
        sessions.inParallel(
                "create",
                connection -> {
                    for (var table = alone.poll(); table != null; table = alone.poll()) {
                        job.cancellation().check();
                        run(connection, table.createSql(), table);
                    }
                });
        for (var table : all) {
            if (table.refersToOthers()) {
                job.cancellation().check();
                run(sessions.first(), table.createSql(), table);
            }
        }
    }

    static void run(Connection connection, String sql, TableKeys table) throws SQLException {
        try {
            Sql.run(connection, sql);
        } catch (SQLException e) {
            throw new SQLException(
                    "table %s, defined at %s: %s"
                            .formatted(table.name(), table.table().location(), e.getMessage()),
                    e.getSQLState(),
                    e.getErrorCode(),
                    e);
        }
    }
}
