package org.addonsdata.bench.snapshots;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.DatabaseEndpoint.Account;
import org.addonsdata.services.SearchEndpoint;
import org.addonsdata.services.process.Ports;

/**
 * A MySQL server of the bench's own, without binary log and TLS and with a buffer pool as large as
 * the embedded MariaDB's, from a directory that holds Debian's packages unpacked.
 */
final class MysqlServer implements BenchServer, AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final int POLL_MILLIS = 100;
    private static final List<String> OPTIONS =
            List.of(
                    "--bind-address=127.0.0.1",
                    "--mysqlx=OFF",
                    "--skip-log-bin",
                    "--tls-version=",
                    "--local-infile=1",
                    "--max-allowed-packet=64M",
                    "--innodb-buffer-pool-size=256M");

    private final Path launcher;
    private final Path home;
    private final Path directory;
    private final SearchEndpoint search;
    private final int port = Ports.anyFree();
    private final Process process;

    private MysqlServer(Path launcher, Path home, Path directory, SearchEndpoint search)
            throws IOException, InterruptedException {
        this.launcher = launcher;
        this.home = home;
        this.directory = directory;
        this.search = search;
        var creation = run(List.of("--initialize-insecure"));
        if (!creation.waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            creation.destroyForcibly();
            throw new IOException("MySQL does not initialise; see " + log());
        }
        var options = new ArrayList<>(OPTIONS);
        options.add("--port=" + port);
        options.add("--socket=" + directory.resolve("socket"));
        options.add("--pid-file=" + directory.resolve("pid"));
        this.process = run(options);
    }

    /** Whether a server lies there. */
    static boolean isAt(Path home) {
        return Files.isExecutable(home.resolve("usr/sbin/mysqld"));
    }

    /**
     * @param launcher of our tool
     * @param search that our tool works with; nothing is indexed
     */
    static MysqlServer start(Path launcher, Path home, Path directory, SearchEndpoint search)
            throws IOException, InterruptedException {
        Files.createDirectories(directory.resolve("home"));
        var server = new MysqlServer(launcher, home, directory, search);
        var deadline = Deadline.after(START_TIMEOUT);
        while (!server.answers()) {
            if (deadline.isOver() || !server.process.isAlive()) {
                server.close();
                throw new IOException("MySQL does not start: " + Files.readString(server.log()));
            }
            Thread.sleep(POLL_MILLIS);
        }
        return server;
    }

    private boolean answers() {
        try (var _ = database().connections().open(null)) {
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    @Override
    public String name() {
        try (var connection = database().connections().open(null)) {
            var version = connection.getMetaData().getDatabaseProductVersion();
            return "MySQL " + version.replaceAll("[^0-9.].*", "");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public DatabaseEndpoint database() {
        var root = new Account("root", "");
        return new DatabaseEndpoint("127.0.0.1", port, root, root);
    }

    /** As a server that somebody else runs. */
    @Override
    public Tool tool() {
        return new Tool(
                launcher,
                directory.resolve("home"),
                Map.of(
                        "MODE", "external",
                        "DATABASE_URL",
                                "mysql://root@127.0.0.1:%d/%s".formatted(port, BenchServer.LIVE),
                        "SEARCH_URL", search.nodes().getFirst().toString()));
    }

    @Override
    public StockTools stock() {
        return new StockTools("mysqldump", client("mysqldump"), "mysql", client("mysql"));
    }

    private List<String> client(String name) {
        var words = withLoader(home.resolve("usr/bin").resolve(name));
        words.add("--no-defaults");
        return words;
    }

    /** With the libraries that were unpacked beside it. */
    private List<String> withLoader(Path executable) {
        var libraries = home.resolve("usr/lib/x86_64-linux-gnu");
        return new ArrayList<>(
                List.of(
                        libraries.resolve("ld-linux-x86-64.so.2").toString(),
                        "--library-path",
                        libraries.toString(),
                        executable.toString()));
    }

    private Process run(List<String> options) throws IOException {
        var words = withLoader(home.resolve("usr/sbin/mysqld"));
        words.add("--no-defaults");
        words.add("--user=" + System.getProperty("user.name"));
        words.add("--datadir=" + directory.resolve("data"));
        words.add("--basedir=" + home.resolve("usr"));
        words.add("--lc-messages-dir=" + home.resolve("usr/share/mysql"));
        words.add("--secure-file-priv=NULL");
        words.add("--log-error=" + log());
        words.addAll(options);
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
    }

    private Path log() {
        return directory.resolve("server.log");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
