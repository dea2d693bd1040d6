package org.addonsdata.snapshot.restore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.Closer;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.core.sql.Names;
import org.addonsdata.snapshot.database.Catalog;
import org.addonsdata.snapshot.database.ServerVersion;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.database.Table;
import org.addonsdata.snapshot.dump.DumpStatement.CreateObject;
import org.addonsdata.snapshot.dump.DumpStatement.CreateTable;
import org.addonsdata.snapshot.dump.DumpStatement.ObjectKind;
import org.addonsdata.snapshot.dump.ViewOrder;
import org.addonsdata.snapshot.export.ContentChecksums;
import org.addonsdata.snapshot.format.Manifest;

/** One restore of a dump that was found to be harmless. */
final class Restoration {
    private static final Duration NO_LIMIT = Duration.ofDays(30);
    private static final int DUPLICATE_ENTRY = 1062;

    private final Connections connections;
    private final Progress progress;
    private final Cancellation cancellation;
    private final RestoreOptions options;
    private final DumpFile dump;
    private final DumpContents contents;
    private final RestorePlan plan;
    private final Closer closer = new Closer();
    private final List<Connection> workers = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Restoration(
            Connections connections,
            Progress progress,
            Cancellation cancellation,
            RestoreOptions options,
            DumpFile dump,
            DumpContents contents,
            RestorePlan plan) {
        this.connections = connections;
        this.progress = progress;
        this.cancellation = cancellation;
        this.options = options;
        this.dump = dump;
        this.contents = contents;
        this.plan = plan;
    }

    RestoreResult run() throws SQLException, IOException {
        try (closer;
                var _ = cancellation.onCancel(this::abort)) {
            for (int i = 0; i < options.workers(); i++) {
                workers.add(prepare(closer.own(connections.open(options.schema()))));
            }
            var first = workers.getFirst();
            var version = ServerVersion.read(first);
            var collations = CollationRule.of(first, version);
            var tables =
                    contents.tables.values().stream()
                            .map(table -> mapped(table, collations))
                            .map(TableKeys::of)
                            .toList();
            var pending = pending(collations);
            requireEmpty(Catalog.read(first, options.schema(), options.ownTables()));
            checkPacketSize(first);
            create(first, tables);
            load(Catalog.read(first, options.schema(), options.ownTables()), first);
            addKeys(tables, collations);
            tryOut(first, version, pending);
            var checked = verify(first, version);
            return new RestoreResult(
                    plan,
                    contents.rowsByTable(),
                    pending,
                    Map.copyOf(collations.used()),
                    checked,
                    notes);
        }
    }

    private void abort() {
        for (var connection : workers) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                progress.note("a connection did not end by itself: " + e.getMessage());
            }
        }
    }

    private static Connection prepare(Connection connection) throws SQLException {
        Sql.run(connection, "SET NAMES utf8mb4");
        Sql.run(
                connection,
                "SET SESSION time_zone = '+00:00', SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES',"
                        + " SESSION foreign_key_checks = 0, SESSION net_read_timeout = 3600");
        return connection;
    }

    private static CreateTable mapped(CreateTable table, CollationRule collations) {
        var elements =
                table.elements().stream()
                        .map(element ->
                                new org.addonsdata.snapshot.dump.TableElement(
                                        element.kind(),
                                        element.name(),
                                        map(element.sql(), collations)))
                        .toList();
        return new CreateTable(
                table.location(),
                table.name(),
                table.head(),
                elements,
                map(table.tail(), collations));
    }

    private static String map(String part, CollationRule collations) {
        return part.toUpperCase(java.util.Locale.ROOT).contains("COLLATE")
                ? collations.apply(part, "")
                : part;
    }

    private List<PendingObject> pending(CollationRule collations) {
        var views = new HashMap<String, String>();
        contents.objects.values().stream()
                .filter(object -> object.kind() == ObjectKind.VIEW)
                .forEach(object -> views.put(object.name(), object.sql()));
        var order = ViewOrder.of(views);
        var rank =
                Comparator.<CreateObject>comparingInt(object -> rank(object))
                        .thenComparingInt(object ->
                                object.kind() == ObjectKind.VIEW
                                        ? order.indexOf(object.name())
                                        : 0);
        return contents.objects.values().stream()
                .sorted(rank)
                .map(object ->
                        new PendingObject(
                                object.kind(),
                                object.name(),
                                object.table(),
                                collations.apply(object.sql(), object.settings().sqlMode()),
                                object.settings().sqlMode(),
                                collations.target(object.settings().collation()),
                                object.kind() == ObjectKind.EVENT
                                        ? object.settings().timeZone()
                                        : ""))
                .toList();
    }

    /** Routines, then views, each behind those it reads, then triggers, then events. */
    private static int rank(CreateObject object) {
        return switch (object.kind()) {
            case FUNCTION -> 0;
            case PROCEDURE -> 1;
            case VIEW -> 2;
            case TRIGGER -> 3;
            case EVENT -> 4;
        };
    }

    private void requireEmpty(Catalog catalog) {
        if (!catalog.tables().isEmpty() || !catalog.views().isEmpty()) {
            throw DataException.of(
                    ErrorCode.OPERATION_FAILED,
                    "the staging schema " + options.schema() + " is not empty");
        }
    }

    private void checkPacketSize(Connection connection) throws SQLException {
        var limit = Long.parseLong(Sql.text(connection, "SELECT @@max_allowed_packet"));
        for (var region : contents.regions) {
            if (region.largestRowBytes() > limit) {
                notes.add(
                        "table %s has a row of about %d MB, more than the server's max_allowed_packet of %d MB"
                                .formatted(
                                        region.table(),
                                        region.largestRowBytes() >> 20,
                                        limit >> 20));
                return;
            }
        }
    }

    private void create(Connection connection, List<TableKeys> tables) throws SQLException {
        for (var sequence : contents.sequences.values()) {
            Sql.run(connection, sequence.sql());
        }
        for (var table : tables) {
            cancellation.check();
            run(connection, table.createSql(), table.table());
        }
    }

    private static void run(Connection connection, String sql, CreateTable table)
            throws SQLException {
        try {
            Sql.run(connection, sql);
        } catch (SQLException e) {
            throw new SQLException(
                    "table %s, defined at %s: %s"
                            .formatted(table.name(), table.location(), e.getMessage()),
                    e.getSQLState(),
                    e.getErrorCode(),
                    e);
        }
    }

    private void load(Catalog catalog, Connection first) throws SQLException, IOException {
        var tables =
                catalog.tables().stream()
                        .collect(Collectors.toMap(Table::name, Function.identity()));
        var useLoadData = Sql.text(first, "SELECT @@GLOBAL.local_infile").equals("1");
        if (!useLoadData && !contents.regions.isEmpty()) {
            notes.add(
                    "loading with INSERT: the server's local_infile is off, which takes about twice as long");
        }
        var settings =
                new RowLoader.Settings(useLoadData, dump.manifest() == null || options.trustDump());
        var packed = dump.packing() == DumpFile.Packing.NONE ? null : new RegionQueue.Packed();
        var queue = packed == null ? new RegionQueue.Plain(contents.regions) : packed;
        try (var task = progress.start("load", Progress.Unit.ROWS);
                var file = FileChannel.open(dump.file(), StandardOpenOption.READ);
                var scope = new TaskScope("load")) {
            task.total(contents.rows());
            for (var connection : loadingWorkers()) {
                var loader = new RowLoader(connection, file, tables, settings, task, cancellation);
                var _ =
                        scope.fork(() -> {
                            loader.run(queue);
                            return true;
                        });
            }
            if (packed != null) {
                var _ =
                        scope.fork(() -> {
                            unpack(packed);
                            return true;
                        });
            }
            join(scope);
            task.done("%,d rows".formatted(contents.rows()));
        }
    }

    /** Where a later row may replace an earlier one the order counts, so one worker loads. */
    private List<Connection> loadingWorkers() {
        var ordered =
                contents.regions.stream()
                        .anyMatch(region -> !region.first().verb().equals("INSERT"));
        return ordered ? workers.subList(0, 1) : workers;
    }

    private void unpack(RegionQueue.Packed queue) throws IOException, InterruptedException {
        try (var source = dump.plain(Files.newInputStream(dump.file()))) {
            var offset = 0L;
            for (var region : contents.regions) {
                skip(source, region.start().offset() - offset);
                if (region.length() > RegionQueue.Work.LARGEST_BYTES) {
                    throw DataException.of(
                                    ErrorCode.STATEMENT_REFUSED,
                                    "table %s has statements of %d MB in a packed dump"
                                            .formatted(region.table(), region.length() >> 20))
                            .withHint("unpack the file and restore that");
                }
                queue.put(new RegionQueue.Work(region, source.readNBytes((int) region.length())));
                offset = region.start().offset() + region.length();
            }
        }
        queue.end(loadingWorkers().size());
    }

    private static void skip(InputStream source, long bytes) throws IOException {
        source.skipNBytes(bytes);
    }

    private void join(TaskScope scope) throws SQLException, IOException {
        try {
            scope.join(NO_LIMIT);
        } catch (RuntimeException e) {
            abort();
            if (e.getCause() instanceof SQLException cause && e instanceof IllegalStateException) {
                throw cause;
            }
            if (e.getCause() instanceof IOException cause && e instanceof IllegalStateException) {
                throw cause;
            }
            throw e;
        }
    }

    private void addKeys(List<TableKeys> tables, CollationRule collations)
            throws SQLException, IOException {
        var bytes = new HashMap<String, Long>();
        contents.regions.forEach(region -> bytes.merge(region.table(), region.length(), Long::sum));
        var waiting =
                tables.stream()
                        .filter(table -> !table.keysSql().isEmpty())
                        .sorted(
                                Comparator.comparingLong(
                                        table -> -bytes.getOrDefault(table.table().name(), 0L)))
                        .collect(Collectors.toCollection(ConcurrentLinkedQueue::new));
        try (var task = progress.start("keys", Progress.Unit.STEPS);
                var scope = new TaskScope("keys")) {
            task.total(waiting.size());
            for (var connection : workers) {
                var _ =
                        scope.fork(() -> {
                            for (var table = waiting.poll();
                                    table != null;
                                    table = waiting.poll()) {
                                cancellation.check();
                                addKeys(connection, table, collations);
                                task.advance(1);
                            }
                            return true;
                        });
            }
            join(scope);
            for (var table : tables) {
                if (!table.foreignKeysSql().isEmpty()) {
                    run(workers.getFirst(), table.foreignKeysSql(), table.table());
                }
            }
            for (var alteration : contents.alterations) {
                Sql.run(workers.getFirst(), map(alteration.sql(), collations));
            }
            for (var value : contents.sequenceValues) {
                Sql.run(workers.getFirst(), value.sql());
            }
            task.done("keys of " + tables.size() + " tables");
        }
    }

    private static void addKeys(Connection connection, TableKeys table, CollationRule collations)
            throws SQLException {
        try {
            run(connection, table.keysSql(), table.table());
        } catch (SQLException e) {
            if (e.getErrorCode() != DUPLICATE_ENTRY || collations.used().isEmpty()) {
                throw e;
            }
            throw DataException.of(
                            ErrorCode.VERIFICATION_FAILED,
                            "rows that differed are equal under the server's collations (%s): %s"
                                    .formatted(collations.used(), e.getMessage()),
                            e)
                    .withHint(
                            "nothing live was changed; change the rows where the dump comes from, or restore on the server it comes from");
        }
    }

    /**
     * Makes each object once, so that what cannot be made is known before anything is replaced, and
     * removes it.
     */
    private void tryOut(Connection connection, ServerVersion version, List<PendingObject> pending)
            throws SQLException {
        for (var object : pending) {
            try {
                object.tryOut(connection, version);
            } catch (SQLException e) {
                throw new SQLException(
                        "%s %s: %s"
                                .formatted(
                                        object.kind().name().toLowerCase(java.util.Locale.ROOT),
                                        object.name(),
                                        e.getMessage()),
                        e.getSQLState(),
                        e.getErrorCode(),
                        e);
            }
        }
        var catalog = Catalog.read(connection, options.schema(), options.ownTables());
        var made =
                catalog.views().size()
                        + catalog.functions().size()
                        + catalog.procedures().size()
                        + catalog.triggers().size()
                        + catalog.events().size();
        if (made != pending.size()) {
            throw DataException.of(
                    ErrorCode.VERIFICATION_FAILED,
                    "%d of %d views, triggers, routines and events were made"
                            .formatted(made, pending.size()));
        }
        for (var object : pending.reversed()) {
            object.drop(connection);
        }
        prepare(connection);
    }

    private RestoreResult.Checked verify(Connection connection, ServerVersion version)
            throws SQLException {
        var manifest = dump.manifest();
        var comparable =
                manifest != null && manifest.server().startsWith(version.flavor().title() + " ");
        if (manifest != null && !comparable) {
            notes.add(
                    "rows were counted, their content was not compared: "
                            + manifest.server()
                            + " and "
                            + version
                            + " write some types differently");
        }
        try (var task = progress.start("verify", Progress.Unit.ROWS)) {
            task.total(contents.rows());
            countObjects(connection, manifest);
            if (manifest != null && comparable && !options.trustDump()) {
                compareContent(manifest, task);
                task.done("rows and content of " + contents.tables.size() + " tables");
                return RestoreResult.Checked.CONTENT;
            }
            countRows(connection);
            task.done("rows of " + contents.tables.size() + " tables");
            return RestoreResult.Checked.ROWS;
        }
    }

    private void countObjects(
            Connection connection, @org.jspecify.annotations.Nullable Manifest manifest)
            throws SQLException {
        var catalog = Catalog.read(connection, options.schema(), options.ownTables());
        var found = new LinkedHashMap<String, Integer>();
        found.put("tables", catalog.tables().size());
        found.put("sequences", catalog.sequences().size());
        plan.objects().forEach((kind, count) -> found.putIfAbsent(kind, Math.toIntExact(count)));
        var expected =
                manifest == null
                        ? Map.of(
                                "tables",
                                contents.tables.size(),
                                "sequences",
                                contents.sequences.size())
                        : manifest.objects();
        for (var entry : expected.entrySet()) {
            var count = found.getOrDefault(entry.getKey(), 0);
            if (!count.equals(entry.getValue())) {
                throw DataException.of(
                        ErrorCode.VERIFICATION_FAILED,
                        "%d %s were expected, %d are there"
                                .formatted(entry.getValue(), entry.getKey(), count));
            }
        }
    }

    private void compareContent(Manifest manifest, Progress.Task task) throws SQLException {
        var found =
                ContentChecksums.read(
                        connections, options.schema(), options.workers(), task, cancellation);
        for (var table : manifest.tables()) {
            var entry = found.get(table.name());
            if (entry == null
                    || entry.rows() != table.rows()
                    || !entry.checksum().equals(table.checksum())) {
                throw DataException.of(
                        ErrorCode.VERIFICATION_FAILED,
                        "table %s does not hold what the manifest says (%d rows, checksum %s; found %s)"
                                .formatted(
                                        table.name(),
                                        table.rows(),
                                        table.checksum(),
                                        entry == null
                                                ? "nothing"
                                                : entry.rows() + " rows, " + entry.checksum()));
            }
        }
    }

    private void countRows(Connection connection) throws SQLException {
        var sure =
                contents.regions.stream()
                        .allMatch(region -> region.first().verb().equals("INSERT"));
        for (var entry : contents.rowsByTable().entrySet()) {
            cancellation.check();
            var rows =
                    Long.parseLong(
                            Sql.text(
                                    connection,
                                    "SELECT COUNT(*) FROM " + Names.quote(entry.getKey())));
            if (rows != entry.getValue() && sure) {
                throw DataException.of(
                        ErrorCode.VERIFICATION_FAILED,
                        "table %s has %d rows, the dump %d"
                                .formatted(entry.getKey(), rows, entry.getValue()));
            }
        }
    }
}
