package org.addonsdata.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.addonsdata.services.mariadb.MariaDbBinaries;

/**
 * A server's own command line clients, as people have them, with the one that dumps: those of the
 * embedded MariaDB, and those of the products installed on this machine. No file of options is
 * read.
 *
 * @param name product and version, such as {@code "MySQL 9.7.0"}
 * @param mariaDb whether they are MariaDB's
 * @param program how a client is called, by MySQL's name for it
 */
public record StockClient(String name, boolean mariaDb, Function<String, List<String>> program) {
    private static final int TIMEOUT_MINUTES = 2;

    /** Those that this run of the tests is for; the embedded MariaDB's first. */
    public static Stream<StockClient> all() {
        return Stream.concat(
                Stream.of(embedded()), InstalledServers.products().stream().map(StockClient::of));
    }

    /** Those of the server's family, which are the ones that people would take. */
    public static Stream<StockClient> of(TestServer server) {
        boolean mariaDb = server.isMariaDb();
        return all().filter(client -> client.mariaDb == mariaDb);
    }

    private static StockClient of(InstalledDatabase product) {
        return switch (product) {
            case InstalledDatabase.Mysql mysql ->
                    new StockClient(mysql.name(), false, mysql::client);
            case InstalledDatabase.MariaDb mariaDb ->
                    new StockClient(
                            mariaDb.name(), true, name -> mariaDb.client(nameAtMariaDb(name)));
        };
    }

    private static StockClient embedded() {
        return new StockClient(
                "MariaDB " + MariaDbBinaries.availableVersion(TestDatabase.engines()),
                true,
                name -> List.of(unpacked(nameAtMariaDb(name)).toString()));
    }

    private static String nameAtMariaDb(String name) {
        return name.equals("mysqldump") ? "mariadb-dump" : name.replaceFirst("^mysql", "mariadb");
    }

    /** Feeds a file of SQL to the client, with no option but where the server is. */
    public void restore(TestServer server, String schema, Path file) {
        run(command("mysql", server, List.of(schema)), server, file, null);
    }

    /** Writes what the dump client says with these options into the file. */
    public void dump(TestServer server, String schema, List<String> options, Path file) {
        var arguments = new ArrayList<>(options);
        arguments.add(schema);
        run(command("mysqldump", server, arguments), server, null, file);
    }

    private List<String> command(String client, TestServer server, List<String> arguments) {
        var endpoint = server.endpoint();
        var command = new ArrayList<>(program.apply(client));
        command.addAll(
                List.of(
                        "--no-defaults",
                        "--host=" + endpoint.host(),
                        "--port=" + endpoint.port(),
                        "--user=" + endpoint.administrator().user(),
                        "--protocol=tcp"));
        if (mariaDb) {
            // The servers here have no certificates, and newer clients insist on one.
            command.add("--skip-ssl");
        }
        command.addAll(arguments);
        return command;
    }

    private void run(
            List<String> command,
            TestServer server,
            @org.jspecify.annotations.Nullable Path input,
            @org.jspecify.annotations.Nullable Path output) {
        try {
            var errors = Files.createTempFile("addons-data-client", ".log");
            var builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().put("MYSQL_PWD", server.endpoint().administrator().password());
            if (input != null) {
                builder.redirectInput(input.toFile());
            }
            builder.redirectOutput(
                    output == null
                            ? ProcessBuilder.Redirect.appendTo(errors.toFile())
                            : ProcessBuilder.Redirect.to(output.toFile()));
            var process = builder.start();
            boolean ended = process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly();
            }
            var text = Files.readString(errors);
            Files.delete(errors);
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(
                        "%s on %s failed: %s".formatted(name, server, text));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The embedded MariaDB's client, out of the jar that holds the server. */
    private static Path unpacked(String name) {
        var target = TestDatabase.cache().toAbsolutePath().resolve("clients").resolve(name);
        if (Files.isExecutable(target)) {
            return target;
        }
        try (var jars = Files.list(TestDatabase.engines().resolve("mariadb"));
                var zip = new ZipFile(jars.findFirst().orElseThrow().toFile())) {
            var entry =
                    zip.stream()
                            .filter(file -> file.getName().endsWith("/bin/" + name))
                            .findFirst()
                            .orElseThrow();
            Files.createDirectories(target.getParent());
            var partial = Files.createTempFile(target.getParent(), name, ".partial");
            try (var content = zip.getInputStream(entry)) {
                Files.copy(content, partial, StandardCopyOption.REPLACE_EXISTING);
            }
            if (!partial.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + partial + " executable");
            }
            return Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
