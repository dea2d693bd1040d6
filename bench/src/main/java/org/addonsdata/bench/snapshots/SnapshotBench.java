package org.addonsdata.bench.snapshots;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.addonsdata.bench.measure.TimedProcess;
import org.addonsdata.bench.measure.TimedProcess.FailedException;
import org.addonsdata.core.concurrent.Closer;
import org.addonsdata.core.files.AtomicFiles;

/** Measures exports and restores on every server that can be had; see the package. */
public final class SnapshotBench {
    private final BenchOptions options;
    private final Path directory;
    private final TimedProcess processes;
    private final List<CaseResult> results = new ArrayList<>();
    private final List<String> notRun = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    private SnapshotBench(BenchOptions options, Path directory) {
        this.options = options;
        this.directory = directory;
        this.processes = new TimedProcess(directory.resolve("output"));
    }

    /**
     * @param arguments the launcher of the distribution, then those of {@link BenchOptions}
     */
    public static void main(String[] arguments) throws Exception {
        var options = BenchOptions.of(List.of(arguments), System.getenv());
        try (var closer = new Closer()) {
            // Servers that nobody knows of any more must not stay behind when a person is in a
            // hurry.
            Runtime.getRuntime().addShutdownHook(new Thread(closer::close));
            var directory = Files.createTempDirectory("addons-data-bench");
            closer.own(() -> AtomicFiles.deleteTree(directory));
            var bench = new SnapshotBench(options, directory);
            bench.run(closer);
            new SnapshotReport(options, bench.results, bench.notRun, bench.remarks).publish();
        }
    }

    private void run(Closer closer) throws Exception {
        var home = directory.resolve("home");
        var embedded = closer.own(EmbeddedServer.at(options.launcher(), home));
        embedded.start(processes);
        measure(embedded);
        if (options.mysqlHome().isEmpty()) {
            notRun.add(
                    "MySQL 9.7: no server was found; TEST_MYSQL_HOME names where it is unpacked");
            return;
        }
        var mysql =
                closer.own(
                        MysqlServer.start(
                                options.launcher(),
                                options.mysqlHome().get(),
                                directory.resolve("mysql"),
                                embedded.search()));
        measure(mysql);
    }

    private void measure(BenchServer server)
            throws FailedException, IOException, SQLException, InterruptedException {
        say(server.name() + ": seeding %,d add-ons".formatted(options.size().addons()));
        server.tool().requireNothingElse();
        processes.run(server.tool().seed(options.size().addons()));
        prepare(server);
        if (isAsked(Case.EXPORT, Case.RESTORE)) {
            measure(server, Case.EXPORT, Case.RESTORE);
        }
        if (isAsked(Case.EXPORT_TABLES, Case.RESTORE_TABLES)) {
            measureTables(server);
        }
    }

    private void measureTables(BenchServer server)
            throws FailedException, IOException, SQLException, InterruptedException {
        say(server.name() + ": making %,d tables".formatted(options.size().tables()));
        var tables = ManyTables.write(directory.resolve("tables.sql"), options.size().tables());
        // The second time frees what the measurements before have left for undo.
        processes.run(server.tool().restore(tables));
        processes.run(server.tool().restore(tables));
        measure(server, Case.EXPORT_TABLES, Case.RESTORE_TABLES);
    }

    private boolean isAsked(Case... cases) {
        return !Collections.disjoint(options.cases(), List.of(cases));
    }

    private void prepare(BenchServer server) throws SQLException {
        try (var connection = server.database().connections().open(null)) {
            var changed = SeededData.prepare(connection);
            if (changed > 0) {
                remarks.add(
                        "%s: defaults such as CURRENT_TIMESTAMP were taken from %d columns, as mydumper 0.10 leaves the data of such columns out"
                                .formatted(server.name(), changed));
            }
        }
    }

    private void measure(BenchServer server, Case export, Case restore)
            throws IOException, SQLException, InterruptedException {
        var dumps = Files.createDirectories(directory.resolve("dumps"));
        var contenders = new Contenders(server, dumps);
        var content = content(server);
        var bench = new CaseBench(server, processes, options.rounds());
        var exported = bench.measure(export, contenders.exporters(), content);
        var bytes = Files.size(contenders.stockDump());
        results.add(new CaseResult(server.name(), export, bytes, exported));
        if (isAsked(restore)) {
            var restored = bench.measure(restore, contenders.restorers(), content);
            results.add(new CaseResult(server.name(), restore, bytes, restored));
        }
        contenders.clear();
        AtomicFiles.deleteTree(dumps);
    }

    private static TableContent content(BenchServer server) throws SQLException {
        try (var connection = server.database().connections().open(null)) {
            return TableContent.of(connection, BenchServer.LIVE);
        }
    }

    private static void say(String text) {
        System.err.println(text);
    }
}
