package org.addonsdata.cli.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.addonsdata.core.concurrent.Closer;
import org.addonsdata.services.searchnode.SearchEngine;
import org.addonsdata.testing.TestSearch;

/**
 * Somebody's data, which must not change: a database and a search node of theirs, and the volume
 * that a machine's embedded servers would take. On the machine's path is a docker that notes how it
 * is called.
 */
final class Canaries implements AutoCloseable {
    private final Closer closer = new Closer();
    private final OwnDatabase database;
    private final TestSearch search;
    private final Path volume;
    private final Path dockerCalls;

    /**
     * @param machine with a volume, on which no server runs
     */
    Canaries(Machine machine) throws IOException, SQLException {
        volume = machine.volume();
        dockerCalls = machine.directory().resolve("docker-calls");
        placeDocker(machine);
        var product =
                OwnDatabase.Product.MYSQL.isThere()
                        ? OwnDatabase.Product.MYSQL
                        : OwnDatabase.Product.MARIADB;
        database = closer.own(OwnDatabase.start(product));
        search = closer.own(TestSearch.start(SearchEngine.OPENSEARCH));
        database.execute(
                "CREATE DATABASE olympia",
                "CREATE TABLE olympia.precious (id INT PRIMARY KEY, text VARCHAR(100))",
                "INSERT INTO olympia.precious VALUES (1, 'mine'), (2, 'and only mine')");
        ask("PUT", "/addons-1", "{\"aliases\":{\"addons\":{}}}");
        ask("PUT", "/addons-1/_doc/1?refresh=true", "{\"name\":\"mine\"}");
    }

    private void placeDocker(Machine machine) throws IOException {
        var bin = Files.createDirectories(machine.directory().resolve("bin"));
        var docker = bin.resolve("docker");
        Files.writeString(
                docker,
                "#!/bin/sh\necho \"$@\" >>%s\necho 'no such engine' >&2\nexit 1\n"
                        .formatted(dockerCalls));
        assertThat(docker.toFile().setExecutable(true)).isTrue();
        machine.set("PATH", bin + ":" + System.getenv("PATH"));
    }

    String databaseUrl() {
        return "mysql://root@127.0.0.1:" + database.port() + "/olympia";
    }

    int databasePort() {
        return database.port();
    }

    URI searchUri() {
        return search.uri();
    }

    /** Everything there is, and who has asked for it. */
    List<String> state() throws SQLException, IOException {
        var state = new ArrayList<String>();
        var schemas =
                database.query(
                        "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME NOT IN "
                                + "('mysql', 'sys', 'information_schema', 'performance_schema') ORDER BY 1");
        for (var schema : schemas) {
            for (var table : database.query("SHOW TABLES IN `" + schema + "`")) {
                var name = "`%s`.`%s`".formatted(schema, table);
                state.add(name + " " + database.query("SHOW CREATE TABLE " + name));
                state.add(name + " " + number("CHECKSUM TABLE " + name));
            }
        }
        state.add("schemas " + schemas);
        state.add(
                "users "
                        + database.query(
                                "SELECT CONCAT(User, '@', Host) FROM mysql.user ORDER BY 1"));
        state.add(
                "indexes "
                        + ask("GET", "/_cat/indices?h=index,uuid,status,docs.count&s=index", ""));
        state.add("aliases " + ask("GET", "/_cat/aliases?h=alias,index", ""));
        state.add("documents " + ask("GET", "/addons-1/_doc/1", ""));
        state.add("volume " + digest(volume));
        state.add(
                "docker "
                        + (Files.exists(dockerCalls)
                                ? Files.readString(dockerCalls)
                                : "not called"));
        return state;
    }

    /** How often anybody has connected to the database, this time included. */
    long connections() throws SQLException {
        return number("SHOW GLOBAL STATUS LIKE 'Connections'");
    }

    /** A row's second column. */
    private long number(String statement) throws SQLException {
        try (var connection = database.administrator();
                var sql = connection.createStatement();
                var rows = sql.executeQuery(statement)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(2);
        }
    }

    private String ask(String method, String path, String body) throws IOException {
        try (var client = HttpClient.newHttpClient()) {
            var publisher =
                    body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
            var request =
                    HttpRequest.newBuilder(URI.create(search.uri() + path))
                            .header("Content-Type", "application/json")
                            .method(method, publisher)
                            .build();
            var answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Of the names and contents of all files. */
    private static String digest(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            var lines = new StringBuilder();
            files.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(file ->
                            lines.append(file)
                                    .append(' ')
                                    .append(FaultLab.digest(read(file)))
                                    .append('\n'));
            return FaultLab.digest(lines.toString().getBytes(UTF_8));
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closer.close();
    }
}
