package org.addonsdata.bench.snapshots;

import static org.addonsdata.core.sql.Names.quote;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.bench.measure.Command;
import org.addonsdata.bench.snapshots.Contender.Preparation;
import org.addonsdata.bench.snapshots.Contender.Role;
import org.addonsdata.core.files.AtomicFiles;

/**
 * Who takes part on one server. Each exports to a place of its own; what lies there is restored.
 *
 * @param directory for the exports
 */
record Contenders(BenchServer server, Path directory) {
    private static final int THREADS = 2;
    private static final String STOCK_SCHEMA = "bench_stock";
    private static final String MYLOADER_SCHEMA = "bench_myloader";

    Path stockDump() {
        return directory.resolve("stock.sql");
    }

    private Path ourSnapshot() {
        return directory.resolve("ours");
    }

    private Path mydumperDump() {
        return directory.resolve("mydumper");
    }

    List<Contender> exporters() {
        return List.of(
                exporter(
                        Role.OURS,
                        "addons-data export",
                        ourSnapshot(),
                        server.tool().export(ourSnapshot())),
                exporter(Role.STOCK, server.stock().dumpName(), stockDump(), stockExport()),
                exporter(
                        Role.MYDUMPER,
                        "mydumper, %d threads".formatted(THREADS),
                        mydumperDump(),
                        mydumper()));
    }

    private static Contender exporter(Role role, String title, Path target, Command command) {
        return new Contender(role, title, () -> AtomicFiles.deleteTree(target), command, "");
    }

    List<Contender> restorers() {
        var dump = server.stock().dumpName();
        return List.of(
                new Contender(
                        Role.OURS,
                        "addons-data restore of %s's file".formatted(dump),
                        () -> {},
                        server.tool().restore(stockDump()),
                        BenchServer.LIVE),
                new Contender(
                        Role.OURS_OWN_FORMAT,
                        "addons-data restore of its own file",
                        () -> {},
                        server.tool().restore(ourSnapshot()),
                        BenchServer.LIVE),
                new Contender(
                        Role.STOCK,
                        "%s < %s's file".formatted(server.stock().clientName(), dump),
                        emptySchema(STOCK_SCHEMA),
                        stockRestore(),
                        STOCK_SCHEMA),
                new Contender(
                        Role.MYDUMPER,
                        "myloader, %d threads, of mydumper's files".formatted(THREADS),
                        emptySchema(MYLOADER_SCHEMA),
                        myloader(),
                        MYLOADER_SCHEMA));
    }

    private Preparation emptySchema(String schema) {
        return () -> {
            drop(schema);
            execute("CREATE DATABASE " + quote(schema) + " CHARACTER SET utf8mb4");
        };
    }

    /** Drops what the others restored. */
    void clear() throws SQLException {
        drop(STOCK_SCHEMA);
        drop(MYLOADER_SCHEMA);
    }

    private void drop(String schema) throws SQLException {
        execute("DROP DATABASE IF EXISTS " + quote(schema));
    }

    private void execute(String sql) throws SQLException {
        try (var connection = server.database().connections().open(null);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Command stockExport() {
        var words = words(server.stock().dump());
        words.addAll(List.of("--single-transaction", "--routines", "--events"));
        words.add(BenchServer.LIVE);
        return command(words).writing(stockDump());
    }

    private Command stockRestore() {
        var words = words(server.stock().client());
        words.add(STOCK_SCHEMA);
        return command(words).reading(stockDump());
    }

    private Command mydumper() {
        var words = words(List.of("mydumper"));
        words.addAll(
                List.of(
                        "-B",
                        BenchServer.LIVE,
                        "-o",
                        mydumperDump().toString(),
                        "-t",
                        Integer.toString(THREADS),
                        "-G",
                        "-R",
                        "-E"));
        return command(words);
    }

    private Command myloader() {
        var words = words(List.of("myloader"));
        words.addAll(
                List.of(
                        "-d", mydumperDump().toString(),
                        "-B", MYLOADER_SCHEMA,
                        "-t", Integer.toString(THREADS)));
        return command(words);
    }

    private ArrayList<String> words(List<String> tool) {
        var words = new ArrayList<>(tool);
        words.addAll(new Account(server.database()).words());
        return words;
    }

    private Command command(List<String> words) {
        return Command.of(words).with(new Account(server.database()).environment());
    }
}
