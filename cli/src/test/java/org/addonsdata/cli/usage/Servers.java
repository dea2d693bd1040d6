package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The servers of a machine, as an application or an administrator reaches them. */
record Servers(Machine machine) {
    /** As the application's account, by what `env` says. */
    Connection application() throws SQLException {
        var url =
                URI.create(
                        machine.run("env", "--json")
                                .succeeds()
                                .json()
                                .path("DATABASE_URL")
                                .asString());
        var account = url.getRawUserInfo().split(":", 2);
        return connect(url.getPort(), decoded(account[0]), decoded(account[1]), url.getPath());
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    Connection administrator() throws SQLException {
        if (machine.hasContainers() || machine.isExternal()) {
            return root(machine);
        }
        try {
            var credentials =
                    JsonMapper.shared()
                            .readTree(
                                    Files.readString(machine.volume().resolve("credentials.json")));
            return connect(
                    machine.port("MYSQL_PORT"),
                    "root",
                    credentials.path("administrator").asString(),
                    "/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As root without a password, as containers and servers of the tests' own have it. */
    static Connection root(Machine machine) throws SQLException {
        return connect(machine.port("MYSQL_PORT"), "root", "", "/");
    }

    private static Connection connect(int port, String user, String password, String path)
            throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:%d%s?sslMode=DISABLED&allowPublicKeyRetrieval=true"
                        .formatted(port, path),
                user,
                password);
    }

    /** Runs a statement as the application, and commits it. */
    void execute(String statement) throws SQLException {
        try (var connection = application();
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    /** The first column of the rows, as the application. */
    List<String> query(String statement) throws SQLException {
        try (var connection = application()) {
            return query(connection, statement);
        }
    }

    static List<String> query(Connection connection, String statement) throws SQLException {
        try (var sql = connection.createStatement();
                var rows = sql.executeQuery(statement)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    /** As the administrator, who sees every schema. */
    List<String> queryAsAdministrator(String statement) throws SQLException {
        try (var connection = administrator()) {
            return query(connection, statement);
        }
    }

    JsonNode search(String method, String path) {
        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:%d%s"
                                                            .formatted(
                                                                    machine.port("SEARCH_PORT"),
                                                                    path)))
                                    .method(method, HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    List<String> indexes() {
        return StreamSupport.stream(
                        search("GET", "/_cat/indices/addons*?format=json").spliterator(), false)
                .map(index -> index.path("index").asString())
                .toList();
    }

    /**
     * What must be true whatever happened before: the data are there, the index is true to every
     * row, and nothing is left of what was interrupted.
     *
     * @param addons rows of the table `addons`
     */
    void requireWhole(long addons) throws SQLException {
        var status = machine.status();
        assertThat(status.path("data").path("state").asString()).isEqualTo("initialised");
        assertThat(status.path("data").path("migrated").asBoolean()).isTrue();
        assertThat(status.path("rows").path("addons").asLong()).isEqualTo(addons);
        assertThat(status.path("index").path("state").asString())
                .as(status.toPrettyString())
                .isEqualTo("true");
        requireNothingLeftBehind(status);
    }

    /** The same, and document by document. */
    void requireWholeInDetail(long addons) throws SQLException {
        requireWhole(addons);
        var check = machine.run("reindex", "--check", "--json").succeeds().json();
        assertThat(check.path("documentsInIndex")).isEqualTo(check.path("documentsInDatabase"));
    }

    /** Ids of what undo keeps. */
    List<String> kept() {
        return machine
                .run("undo", "--list", "--json")
                .succeeds()
                .json()
                .path("kept")
                .values()
                .stream()
                .map(entry -> entry.path("generation").asString())
                .toList();
    }

    private void requireNothingLeftBehind(JsonNode status) throws SQLException {
        var kept = kept();
        assertThat(queryAsAdministrator("SHOW DATABASES LIKE 'olympia\\_\\_2%'"))
                .as("schemas beside the live one")
                .containsExactlyInAnyOrderElementsOf(
                        kept.stream().map(generation -> "olympia__" + generation).toList());
        assertThat(indexes())
                .as("indexes")
                .contains(status.path("index").path("name").asString())
                .hasSizeLessThanOrEqualTo(1 + kept.size());
        assertThat(machine.volume().resolve("database.partial")).doesNotExist();
    }
}
