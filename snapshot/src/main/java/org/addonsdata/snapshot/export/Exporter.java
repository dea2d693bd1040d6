package org.addonsdata.snapshot.export;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.FileErrors;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.core.sql.Names;
import org.addonsdata.snapshot.database.Catalog;
import org.addonsdata.snapshot.database.Table;
import org.addonsdata.snapshot.dump.Definitions;
import org.addonsdata.snapshot.format.Manifest;
import org.addonsdata.snapshot.format.Manifest.TableEntry;
import org.addonsdata.snapshot.format.ManifestFile;

/**
 * Takes snapshots of one schema. The account needs SELECT, SHOW VIEW, TRIGGER, EVENT and the right
 * to see routines; for several workers RELOAD, and on MySQL BACKUP_ADMIN.
 */
public final class Exporter {
    private static final Duration NO_LIMIT = Duration.ofDays(30);
    private static final String HEADER =
            """
            -- addons-data snapshot, format 1

            SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT, @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS, \
            @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION;
            SET NAMES utf8mb4;
            SET @OLD_TIME_ZONE=@@TIME_ZONE, TIME_ZONE='+00:00';
            SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES';
            SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0;
            SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0;
            """;
    private static final String FOOTER =
            """

            SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS, UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS;
            SET SQL_MODE=@OLD_SQL_MODE, TIME_ZONE=@OLD_TIME_ZONE;
            SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT, CHARACTER_SET_RESULTS=@OLD_CHARACTER_SET_RESULTS, \
            COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION;

            -- Dump completed
            """;

    private final Connections connections;
    private final Connections rows;
    private final Progress progress;
    private final Cancellation cancellation;

    public Exporter(Connections connections, Progress progress, Cancellation cancellation) {
        this(connections, connections, progress, cancellation);
    }

    /**
     * @param connections of the account that locks and reads definitions
     * @param rows of the account that reads rows, which may be another one
     */
    public Exporter(
            Connections connections,
            Connections rows,
            Progress progress,
            Cancellation cancellation) {
        this.connections = connections;
        this.rows = rows;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /**
     * Takes a snapshot. What fails leaves nothing behind, and what was at the target as it was.
     *
     * @throws DataException {@link ErrorCode#TARGET_EXISTS}, {@link ErrorCode#TIMED_OUT} for the
     *     lock, {@link ErrorCode#OPERATION_FAILED} when a table changed meanwhile, {@link
     *     ErrorCode#INTERRUPTED}
     */
    public ExportResult export(ExportOptions options) {
        try (var directory =
                        SnapshotDirectory.create(
                                options.target(), options.overwrite(), progress::note);
                var sessions = ConsistentSessions.open(connections, rows, options);
                var task = progress.start("export", Progress.Unit.ROWS)) {
            task.reached("export.locked");
            var run = new Run(options, directory, sessions, task);
            var manifest = run.write();
            task.reached("export.synced");
            ManifestFile.write(directory.path(), manifest);
            task.reached("export.manifest-written");
            cancellation.check();
            var target = directory.complete(task);
            task.done("%,d rows, %,d bytes".formatted(manifest.rows(), manifest.fileBytes()));
            return new ExportResult(target, manifest, List.copyOf(sessions.notes()));
        } catch (SQLException e) {
            throw cancelledOr(
                    DataException.of(
                            ErrorCode.DATABASE_ERROR,
                            "the database failed the export: " + e.getMessage(),
                            e));
        } catch (IOException e) {
            var target = options.target();
            throw cancelledOr(
                    FileErrors.failed("write the snapshot " + target, target, e)
                            .withHint(
                                    "nothing was left of it; make room there, or name another directory: EXPORT_DIR"));
        }
    }

    private DataException cancelledOr(DataException other) {
        return cancellation.isCancelled() ? Cancellation.interrupted() : other;
    }

    private final class Run {
        private final ExportOptions options;
        private final SnapshotDirectory directory;
        private final ConsistentSessions sessions;
        private final Progress.Task task;
        private final AtomicLong largestRowBytes = new AtomicLong();
        private final List<TableEntry> tables = new ArrayList<>();

        Run(
                ExportOptions options,
                SnapshotDirectory directory,
                ConsistentSessions sessions,
                Progress.Task task) {
            this.options = options;
            this.directory = directory;
            this.sessions = sessions;
            this.task = task;
        }

        Manifest write() throws SQLException, IOException {
            var catalog =
                    Catalog.read(
                            sessions.coordinator(), options.schema(), options.excludedTables());
            if (catalog.collation().isEmpty()) {
                throw DataException.of(
                        ErrorCode.DATABASE_ERROR, "there is no database " + options.schema());
            }
            noteTablesWithoutSnapshots(catalog);
            task.estimate(catalog.tables().stream().mapToLong(Table::rows).sum());
            var file = directory.path().resolve(options.compression().fileName());
            try (var writer = new SqlFileWriter(file, options.compression(), options.workers())) {
                var objects = new ObjectSql(sessions.coordinator(), options.schema());
                writer.write(HEADER);
                writer.write(objects.sequences(catalog, sessions.readers().getFirst()));
                task.reached("export.rows-begin");
                writeTables(catalog, writer);
                task.reached("export.rows-written");
                writer.write(objects.write(catalog));
                writer.write(FOOTER);
                checkUnchanged(catalog);
                task.reached("export.objects-written");
                return manifest(catalog, writer.finish());
            }
        }

        private void noteTablesWithoutSnapshots(Catalog catalog) {
            var names =
                    catalog.tables().stream()
                            .filter(table -> !table.isTransactional())
                            .map(t -> t.name())
                            .toList();
            if (!names.isEmpty()) {
                sessions.notes()
                        .add(
                                "these tables have no snapshots (their engine is not transactional), so changes made"
                                        + " meanwhile may be in them: "
                                        + String.join(", ", names));
            }
        }

        private void writeTables(Catalog catalog, SqlFileWriter writer)
                throws SQLException, IOException {
            var chunks = ChunkPlanner.plan(sessions.readers().getFirst(), catalog.tables());
            var queue = new ChunkQueue(chunks, sessions.readers().size());
            try (var _ = cancellation.onCancel(this::abort);
                    var scope = new TaskScope("export")) {
                var writing =
                        scope.fork(() -> {
                            writeChunks(chunks, queue, writer);
                            return true;
                        });
                for (var connection : sessions.readers()) {
                    var reader =
                            new TableReader(
                                    connection,
                                    queue,
                                    cancellation,
                                    task,
                                    largestRowBytes,
                                    TableReader.Purpose.FILE,
                                    new TableDefinitions(rows, options.schema(), sessions::note));
                    var _ =
                            scope.fork(() -> {
                                reader.run();
                                return true;
                            });
                }
                try {
                    scope.join(NO_LIMIT);
                } catch (IllegalStateException e) {
                    rethrow(e);
                } finally {
                    if (!writing.isDone() || writing.isCompletedExceptionally()) {
                        abort();
                    }
                }
            }
        }

        private void rethrow(IllegalStateException e) throws SQLException, IOException {
            switch (e.getCause()) {
                case SQLException cause -> throw cause;
                case IOException cause -> throw cause;
                case null, default -> throw e;
            }
        }

        private void abort() {
            for (var connection : sessions.readers()) {
                try {
                    connection.abort(Runnable::run);
                } catch (SQLException e) {
                    progress.note("a connection did not end by itself: " + e.getMessage());
                }
            }
        }

        private void writeChunks(List<Chunk> chunks, ChunkQueue queue, SqlFileWriter writer)
                throws IOException, InterruptedException {
            StatementCutter cutter = null;
            var rows = 0L;
            var checksum = 0L;
            for (var chunk : chunks) {
                if (chunk.first) {
                    cutter = new StatementCutter(writer, chunk.table);
                    rows = 0;
                    checksum = 0;
                    writeDefinition(chunk.table.name(), queue.takeDefinition(chunk), writer);
                }
                for (var block = queue.take(chunk); block != null; block = queue.take(chunk)) {
                    Objects.requireNonNull(cutter).add(block);
                    queue.recycle(block);
                }
                rows += chunk.rows;
                checksum += chunk.checksum;
                if (chunk.last) {
                    var entries = Objects.requireNonNull(cutter).finish();
                    tables.add(
                            new TableEntry(
                                    chunk.table.name(),
                                    rows,
                                    "%016x".formatted(checksum),
                                    entries));
                }
            }
        }

        private void writeDefinition(String name, String definition, SqlFileWriter writer)
                throws IOException {
            var sql =
                    sessions.version().isMariaDb()
                            ? Definitions.withoutSchema(definition, options.schema())
                            : Definitions.withCharacterSets(definition);
            writer.write("\nDROP TABLE IF EXISTS " + Names.quote(name) + ";\n" + sql + ";\n");
        }

        /**
         * A change of shape that the server did not notice itself would make rows and definitions
         * disagree. From its first row on no table can change, as the reader's transaction holds
         * its metadata lock.
         */
        private void checkUnchanged(Catalog before) throws SQLException {
            var now =
                    Catalog.shapes(
                            sessions.coordinator(), options.schema(), options.excludedTables());
            if (!before.shapes().equals(now)) {
                throw DataException.of(
                                ErrorCode.OPERATION_FAILED,
                                "a table was changed while the export read it, made or dropped")
                        .withHint(
                                "nothing was written; export again when no CREATE, ALTER or DROP TABLE runs");
            }
        }

        private Manifest manifest(Catalog catalog, SqlFileWriter.Finished file) {
            var objects = new LinkedHashMap<String, Integer>();
            objects.put("tables", catalog.tables().size());
            objects.put("sequences", catalog.sequences().size());
            objects.put("views", catalog.views().size());
            objects.put("functions", catalog.functions().size());
            objects.put("procedures", catalog.procedures().size());
            objects.put("triggers", catalog.triggers().size());
            objects.put("events", catalog.events().size());
            return new Manifest(
                    Manifest.FORMAT,
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                    sessions.version().toString(),
                    options.schema(),
                    catalog.collation(),
                    sessions.consistency(),
                    options.application(),
                    options.compression().fileName(),
                    file.fileBytes(),
                    file.fileSha256(),
                    file.sqlBytes(),
                    file.sqlSha256(),
                    largestRowBytes.get(),
                    objects,
                    tables);
        }
    }
}
