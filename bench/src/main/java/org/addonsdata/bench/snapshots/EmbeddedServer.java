package org.addonsdata.bench.snapshots;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.addonsdata.bench.measure.TimedProcess;
import org.addonsdata.bench.measure.TimedProcess.FailedException;
import org.addonsdata.core.concurrent.Closer;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.SearchEndpoint;
import org.addonsdata.services.StackStatus;
import org.addonsdata.services.embedded.EmbeddedSettings;
import org.addonsdata.services.embedded.EmbeddedStack;
import org.addonsdata.services.process.Ports;
import org.addonsdata.services.searchnode.SearchEngine;

/** The embedded MariaDB, started and used by the distribution in a home directory of its own. */
final class EmbeddedServer implements BenchServer, AutoCloseable {
    private static final Duration LOCK_WAIT = Duration.ofSeconds(30);

    private final Path launcher;
    private final Path directory;
    private final int databasePort = Ports.anyFree();
    private final int searchPort = Ports.anyFree();
    private final EmbeddedStack stack;

    private EmbeddedServer(Path launcher, Path directory) {
        this.launcher = launcher;
        this.directory = directory;
        this.stack =
                new EmbeddedStack(
                        new EmbeddedSettings(
                                volume(),
                                directory.resolve(".local/share/addons-data/volumes"),
                                directory.resolve(".cache/addons-data"),
                                launcher.resolveSibling("../engines").normalize(),
                                databasePort,
                                searchPort,
                                SearchEngine.OPENSEARCH));
    }

    static EmbeddedServer at(Path launcher, Path directory) {
        return new EmbeddedServer(launcher, directory);
    }

    /** Starts both servers with an empty database. */
    void start(TimedProcess processes) throws FailedException, IOException, InterruptedException {
        Files.createDirectories(directory);
        tool().requireNothingElse();
        processes.run(
                tool().command(
                                List.of("up"),
                                Map.of("INIT_SKIP_SEED", "true", "INIT_SKIP_INDEX", "true")));
    }

    private String volume() {
        return directory.resolve("volume").toString();
    }

    @Override
    public String name() {
        return status().database().server();
    }

    @Override
    public long pid() {
        return status().database().pid();
    }

    private StackStatus status() {
        return stack.status();
    }

    @Override
    public DatabaseEndpoint database() {
        try (var running = stack.attach().orElseThrow()) {
            return running.database();
        }
    }

    SearchEndpoint search() {
        try (var running = stack.attach().orElseThrow()) {
            return running.search();
        }
    }

    @Override
    public Tool tool() {
        return new Tool(
                launcher,
                directory,
                Map.of(
                        "MODE", "embedded",
                        "DATA_VOLUME", volume(),
                        "MYSQL_PORT", Integer.toString(databasePort),
                        "SEARCH_PORT", Integer.toString(searchPort)));
    }

    @Override
    public StockTools stock() {
        return new StockTools(
                "mariadb-dump",
                List.of("mariadb-dump", "--no-defaults"),
                "mariadb",
                List.of("mariadb", "--no-defaults"));
    }

    @Override
    public void close() {
        try (var closer = new Closer()) {
            if (stack.lockIfExists("bench", LOCK_WAIT, _ -> {}).map(closer::own).isPresent()) {
                stack.stop(Progress.silent());
            }
        }
    }
}
