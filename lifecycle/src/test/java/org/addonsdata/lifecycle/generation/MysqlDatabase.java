package org.addonsdata.lifecycle.generation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.DatabaseEndpoint.Account;
import org.addonsdata.services.process.Ports;
import org.addonsdata.testing.KillableDatabase;
import org.jspecify.annotations.Nullable;

/**
 * A MySQL server of a test's own, from Debian's packages unpacked into the directory that {@code
 * TEST_MYSQL_HOME} names, with the libraries beside it.
 */
final class MysqlDatabase implements KillableDatabase {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);
    private static final int POLL_MILLIS = 50;

    private final Path home;
    private final Path directory;
    private final int port = Ports.anyFree();
    private @Nullable Process server;

    private MysqlDatabase(Path home, Path directory) {
        this.home = home;
        this.directory = directory;
    }

    static Optional<Path> home() {
        return Optional.ofNullable(System.getenv("TEST_MYSQL_HOME")).map(Path::of);
    }

    static MysqlDatabase start(Path home) {
        try {
            var database =
                    new MysqlDatabase(home, Files.createTempDirectory("addons-data-test-mysql"));
            database.await(database.run("--initialize-insecure"));
            database.startAgain();
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Connections connections() {
        var root = new Account("root", "");
        return new DatabaseEndpoint("127.0.0.1", port, root, root).connections();
    }

    @Override
    public void kill() {
        if (server != null) {
            await(server.destroyForcibly());
        }
    }

    @Override
    public void startAgain() {
        server =
                run(
                        "--port=" + port,
                        "--socket=" + directory.resolve("socket"),
                        "--pid-file=" + directory.resolve("pid"),
                        "--bind-address=127.0.0.1",
                        "--mysqlx=OFF",
                        "--performance-schema=OFF",
                        "--innodb-buffer-pool-size=64M");
        var deadline = Deadline.after(START_TIMEOUT);
        while (!answers()) {
            if (deadline.isOver() || !server.isAlive()) {
                throw new IllegalStateException("no MySQL; see " + directory.resolve("log"));
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

    private Process run(String... options) {
        var libraries = home.resolve("usr/lib/x86_64-linux-gnu");
        var command =
                new ArrayList<>(
                        List.of(
                                libraries.resolve("ld-linux-x86-64.so.2").toString(),
                                "--library-path",
                                libraries.toString(),
                                home.resolve("usr/sbin/mysqld").toString(),
                                "--no-defaults",
                                "--user=" + System.getProperty("user.name"),
                                "--datadir=" + directory.resolve("data"),
                                "--basedir=" + home.resolve("usr"),
                                "--lc-messages-dir=" + home.resolve("usr/share/mysql"),
                                "--secure-file-priv=NULL",
                                "--log-error=" + directory.resolve("log")));
        command.addAll(List.of(options));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(Process process) {
        try {
            if (!process.waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("MySQL does not end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
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
