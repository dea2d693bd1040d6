package org.addonsdata.cli.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.services.process.Ports;

/**
 * A database server as somebody else runs it: installed on this machine, started with options of
 * the test's choice, on a free port of 127.0.0.1 unless the options say otherwise. Its superuser is
 * root, without a password.
 */
final class OwnDatabase implements AutoCloseable {
    private static final String USER_OPTION = "--user=";
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    /** Which server. */
    enum Product {
        /** The one of the Linux distribution. */
        MARIADB {
            @Override
            boolean isThere() {
                return Files.isExecutable(Path.of("/usr/sbin/mariadbd"))
                        && Files.isExecutable(Path.of("/usr/bin/mariadb-install-db"));
            }

            @Override
            List<String> server() {
                return List.of("/usr/sbin/mariadbd", "--no-defaults");
            }

            @Override
            void create(Path data, Path log) {
                Shell.run(
                        "sh",
                        "-euc",
                        "exec mariadb-install-db --no-defaults --auth-root-authentication-method=normal"
                                + " --skip-test-db --user=\"$(id -un)\" --datadir=\"$0\" >\"$1\" 2>&1",
                        data.toString(),
                        log.toString());
            }
        },
        /** An unpacked one, beside whatever the machine has. */
        MYSQL {
            private Path home() {
                return Path.of(System.getenv().getOrDefault("TEST_MYSQL_HOME", "/opt/mysql97"));
            }

            @Override
            boolean isThere() {
                return Files.isExecutable(home().resolve("usr/sbin/mysqld"));
            }

            @Override
            List<String> server() {
                var libraries = home().resolve("usr/lib/x86_64-linux-gnu");
                return List.of(
                        libraries.resolve("ld-linux-x86-64.so.2").toString(),
                        "--library-path",
                        libraries.toString(),
                        home().resolve("usr/sbin/mysqld").toString(),
                        "--no-defaults",
                        "--basedir=" + home().resolve("usr"),
                        "--lc-messages-dir=" + home().resolve("usr/share/mysql"),
                        "--plugin-dir=" + home().resolve("usr/lib/mysql/plugin"),
                        "--secure-file-priv=NULL",
                        "--mysqlx=OFF");
            }

            @Override
            void create(Path data, Path log) {
                var command =
                        new ArrayList<>(
                                List.of("sh", "-euc", "exec \"$@\" 2>\"$0\"", log.toString()));
                command.addAll(server());
                command.addAll(
                        List.of(
                                "--user=" + System.getProperty("user.name"),
                                "--datadir=" + data,
                                "--initialize-insecure"));
                Shell.run(command.toArray(String[]::new));
            }
        };

        abstract boolean isThere();

        abstract List<String> server();

        abstract void create(Path data, Path log);
    }

    private final Product product;
    private final Path directory;
    private final int port;
    private Process process;

    private OwnDatabase(Product product, Path directory, int port, Process process) {
        this.product = product;
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    static OwnDatabase start(Product product, String... options) {
        try {
            var directory = Files.createTempDirectory("addons-data-own-database-");
            product.create(directory.resolve("data"), directory.resolve("create.log"));
            for (var option : options) {
                if (option.startsWith(USER_OPTION)) {
                    var user = option.substring(USER_OPTION.length());
                    Shell.run("chown", "-R", user, directory.toString());
                }
            }
            int port = Ports.anyFree();
            var database =
                    new OwnDatabase(
                            product, directory, port, launch(product, directory, port, options));
            try {
                database.await();
                return database;
            } catch (RuntimeException | Error e) {
                database.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process launch(Product product, Path directory, int port, String... options) {
        var command = new ArrayList<>(product.server());
        // Of two users the server takes the first.
        command.addAll(List.of(options));
        command.addAll(
                List.of(
                        "--user=" + System.getProperty("user.name"),
                        "--datadir=" + directory.resolve("data"),
                        "--socket=" + directory.resolve("socket"),
                        "--pid-file=" + directory.resolve("pid"),
                        "--log-error=" + directory.resolve("log"),
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--performance-schema=OFF",
                        "--innodb-buffer-pool-size=64M"));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("out").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same data with other options. */
    void startAgain(String... options) {
        end();
        process = launch(product, directory, port, options);
        await();
    }

    private void await() {
        var deadline = Deadline.after(START_TIMEOUT);
        while (!answers()) {
            if (deadline.isOver() || !process.isAlive()) {
                throw new AssertionError("no database:\n" + log());
            }
            Background.pause();
        }
    }

    private String log() {
        try {
            // MariaDB gives the name an extension.
            var file = directory.resolve("log.err");
            return Files.readString(Files.exists(file) ? file : directory.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try (var _ = administrator()) {
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    Path directory() {
        return directory;
    }

    int port() {
        return port;
    }

    Connection administrator() throws SQLException {
        return connect("127.0.0.1", port, "root", "");
    }

    static Connection connect(String host, int port, String user, String password)
            throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://%s:%d/?sslMode=DISABLED&allowPublicKeyRetrieval=true"
                        .formatted(host, port),
                user,
                password);
    }

    void execute(String... statements) throws SQLException {
        try (var connection = administrator();
                var sql = connection.createStatement()) {
            for (var statement : statements) {
                sql.execute(statement);
            }
        }
    }

    List<String> query(String statement) throws SQLException {
        try (var connection = administrator();
                var sql = connection.createStatement();
                var rows = sql.executeQuery(statement)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    /** As a machine does that loses its power. */
    void kill() {
        end();
    }

    private void end() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        end();
        try {
            AtomicFiles.deleteTree(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
