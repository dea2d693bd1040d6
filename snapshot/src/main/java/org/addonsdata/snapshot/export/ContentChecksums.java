package org.addonsdata.snapshot.export;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.Closer;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.snapshot.database.Catalog;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.format.Manifest.TableEntry;

/**
 * Reads a schema as an export would and keeps only rows and checksums; for data that nobody changes
 * meanwhile.
 */
public final class ContentChecksums {
    private static final Duration NO_LIMIT = Duration.ofDays(30);

    private ContentChecksums() {}

    /** Every table's rows and checksum, by name; the entries have no chunks. */
    public static Map<String, TableEntry> read(
            Connections connections,
            String schema,
            int workers,
            Progress.Task task,
            Cancellation cancellation)
            throws SQLException {
        try (var closer = new Closer()) {
            var first = closer.own(connections.open(schema));
            var catalog = Catalog.read(first, schema, java.util.Set.of());
            var chunks = ChunkPlanner.plan(first, catalog.tables());
            var queue = ChunkQueue.withoutOrder(chunks);
            try (var scope = new TaskScope("verify")) {
                for (int i = 0; i < workers; i++) {
                    var connection = closer.own(connections.open(schema));
                    Sql.run(connection, "SET NAMES utf8mb4");
                    Sql.run(connection, "SET SESSION time_zone = '+00:00', SESSION sql_mode = ''");
                    var reader =
                            new TableReader(
                                    connection,
                                    queue,
                                    cancellation,
                                    task,
                                    new AtomicLong(),
                                    TableReader.Purpose.CHECKSUM,
                                    new TableDefinitions(connections, schema, _ -> {}));
                    var _ =
                            scope.fork(() -> {
                                reader.run();
                                return true;
                            });
                }
                scope.join(NO_LIMIT);
            }
            return sums(chunks);
        }
    }

    private static Map<String, TableEntry> sums(java.util.List<Chunk> chunks) {
        var rows = new HashMap<String, Long>();
        var checksums = new HashMap<String, Long>();
        for (var chunk : chunks) {
            rows.merge(chunk.table.name(), chunk.rows, Long::sum);
            checksums.merge(chunk.table.name(), chunk.checksum, Long::sum);
        }
        var entries = new HashMap<String, TableEntry>();
        rows.forEach((name, count) ->
                entries.put(
                        name,
                        new TableEntry(
                                name,
                                count,
                                "%016x".formatted(checksums.get(name)),
                                java.util.List.of())));
        return entries;
    }
}
