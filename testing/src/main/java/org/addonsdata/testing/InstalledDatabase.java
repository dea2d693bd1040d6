package org.addonsdata.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A database product that is installed on this machine, beside the embedded one: how its server is
 * initialised and run, and where its own command line clients are.
 */
sealed interface InstalledDatabase {
    Pattern VERSION = Pattern.compile("(\\d+\\.\\d+\\.\\d+)");

    /** The product, without version, such as {@code "MySQL"}. */
    String product();

    /** How the server is called, with what it needs to load its libraries. */
    List<String> server();

    /** The command that fills the empty directory {@code data}. */
    List<String> initialise(Path data);

    /** What the server wants to know besides directory and port. */
    List<String> options();

    /** A client of the same installation, such as {@code "mysqldump"}. */
    List<String> client(String name);

    /** The product with the version that its server tells, such as {@code "MySQL 9.7.0"}. */
    default String name() {
        var command = Stream.concat(server().stream(), Stream.of("--version")).toList();
        var version = VERSION.matcher(outputOf(command));
        return product() + (version.find() ? " " + version.group(1) : "");
    }

    /**
     * MySQL 9.7 in a directory of its own, with the libraries it was built with beside it: {@code
     * TEST_MYSQL_HOME} or {@code /opt/mysql97}.
     */
    record Mysql(Path home) implements InstalledDatabase {
        static final String VARIABLE = "TEST_MYSQL_HOME";
        static final Path USUAL = Path.of("/opt/mysql97");

        static Optional<InstalledDatabase> find() {
            return named(VARIABLE, USUAL, "usr/sbin/mysqld", Mysql::new);
        }

        @Override
        public String product() {
            return "MySQL";
        }

        @Override
        public List<String> server() {
            return program("usr/sbin/mysqld");
        }

        @Override
        public List<String> client(String name) {
            return program("usr/bin/" + name);
        }

        private List<String> program(String name) {
            var libraries = home.resolve("usr/lib/x86_64-linux-gnu");
            return List.of(
                    libraries.resolve("ld-linux-x86-64.so.2").toString(),
                    "--library-path",
                    libraries.toString(),
                    home.resolve(name).toString());
        }

        @Override
        public List<String> initialise(Path data) {
            var options = List.of("--no-defaults", "--initialize-insecure", "--datadir=" + data);
            return joined(joined(server(), options), installation());
        }

        @Override
        public List<String> options() {
            return joined(
                    installation(),
                    List.of(
                            "--mysqlx=OFF",
                            "--performance-schema=OFF",
                            // As a client of this machine alone may ask for its files.
                            "--local-infile=ON"));
        }

        private List<String> installation() {
            return List.of(
                    "--user=" + System.getProperty("user.name"),
                    "--basedir=" + home.resolve("usr"),
                    "--lc-messages-dir=" + home.resolve("usr/share/mysql"),
                    "--plugin-dir=" + home.resolve("usr/lib/mysql/plugin"),
                    "--secure-file-priv=NULL");
        }
    }

    /** Debian's MariaDB, or one unpacked in the same layout below {@code TEST_MARIADB_HOME}. */
    record MariaDb(Path home) implements InstalledDatabase {
        static final String VARIABLE = "TEST_MARIADB_HOME";
        static final Path USUAL = Path.of("/");

        static Optional<InstalledDatabase> find() {
            return named(VARIABLE, USUAL, "usr/sbin/mariadbd", MariaDb::new);
        }

        @Override
        public String product() {
            return "MariaDB";
        }

        @Override
        public List<String> server() {
            return List.of(home.resolve("usr/sbin/mariadbd").toString());
        }

        @Override
        public List<String> client(String name) {
            return List.of(home.resolve("usr/bin/" + name).toString());
        }

        @Override
        public List<String> initialise(Path data) {
            return joined(
                    client("mariadb-install-db"),
                    List.of(
                            "--no-defaults",
                            "--datadir=" + data,
                            "--auth-root-authentication-method=normal",
                            "--skip-test-db",
                            installation(),
                            user()));
        }

        @Override
        public List<String> options() {
            return List.of(installation(), user());
        }

        private String installation() {
            return "--basedir=" + home.resolve("usr");
        }

        private static String user() {
            return "--user=" + System.getProperty("user.name");
        }
    }

    /** The one that the variable names, which must be there, else the usual one if it is there. */
    private static Optional<InstalledDatabase> named(
            String variable,
            Path usual,
            String executable,
            java.util.function.Function<Path, InstalledDatabase> at) {
        var given = System.getenv(variable);
        if (given != null && !Files.isExecutable(Path.of(given, executable))) {
            throw new IllegalStateException(
                    variable + " is " + given + ", where there is no " + executable);
        }
        var home = given == null ? usual : Path.of(given);
        return Files.isExecutable(home.resolve(executable))
                ? Optional.of(at.apply(home))
                : Optional.empty();
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static String outputOf(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException(command + " does not end");
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
