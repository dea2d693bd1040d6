package org.addonsdata.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.DatabaseEndpoint.Account;
import org.addonsdata.services.process.Ports;
import org.jspecify.annotations.Nullable;

/**
 * A server of an installed product, run as a child of this JVM in a directory of its own below the
 * temporary one, on a free port of 127.0.0.1. {@code root} has an empty password.
 */
final class ChildDatabase implements KillableDatabase {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int POLL_MILLIS = 50;
    private static final Account ROOT = new Account("root", "");

    private final InstalledDatabase product;
    private final Path directory;
    private final DatabaseEndpoint endpoint;
    private @Nullable Process server;

    private ChildDatabase(InstalledDatabase product, Path directory, int port) {
        this.product = product;
        this.directory = directory;
        this.endpoint = new DatabaseEndpoint("127.0.0.1", port, ROOT, ROOT);
    }

    static ChildDatabase start(InstalledDatabase product) {
        try {
            // A socket's path may have 107 characters only, so the name is short.
            var directory = Files.createTempDirectory("addons-data-test-");
            var database = new ChildDatabase(product, directory, Ports.anyFree());
            try {
                database.initialise();
                database.startAgain();
            } catch (RuntimeException e) {
                database.close();
                throw e;
            }
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DatabaseEndpoint endpoint() {
        return endpoint;
    }

    @Override
    public Connections connections() {
        return endpoint.connections();
    }

    private void initialise() {
        var process = run(product.initialise(directory.resolve("data")));
        await(process);
        if (process.exitValue() != 0) {
            throw failed("cannot be initialised");
        }
    }

    @Override
    public void startAgain() {
        var command = new ArrayList<>(product.server());
        command.add("--no-defaults");
        command.addAll(product.options());
        command.addAll(
                List.of(
                        "--datadir=" + directory.resolve("data"),
                        "--port=" + endpoint.port(),
                        "--bind-address=127.0.0.1",
                        "--socket=" + directory.resolve("s"),
                        "--pid-file=" + directory.resolve("pid"),
                        "--innodb-buffer-pool-size=64M"));
        var started = run(command);
        server = started;
        var deadline = Deadline.after(TIMEOUT);
        while (!answers()) {
            if (deadline.isOver() || !started.isAlive()) {
                throw failed("does not start");
            }
            pause();
        }
    }

    private boolean answers() {
        try (var _ = connections().open(null)) {
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    @Override
    public void kill() {
        if (server != null) {
            await(server.destroyForcibly());
        }
    }

    private Process run(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return directory.resolve("log");
    }

    private IllegalStateException failed(String what) {
        try {
            return new IllegalStateException(
                    product.name() + " " + what + ":\n" + Files.readString(log()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(Process process) {
        try {
            if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw failed("does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
        try {
            AtomicFiles.deleteTree(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
