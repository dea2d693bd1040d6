package org.addonsdata.services.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.services.process.Daemon;
import org.addonsdata.services.process.Ports;
import org.addonsdata.services.searchnode.SearchEngine;
import org.addonsdata.services.volume.Volumes;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers in unusual states, and what is said of them. */
class ServerStatesIT {
    private static final Path ENGINES = Path.of(System.getProperty("addonsdata.engines"));
    private static final Path CACHE = ENGINES.resolveSibling("test-cache");

    @TempDir Path directory;

    private final int databasePort = Ports.anyFree();
    private final int searchPort = Ports.anyFree();
    private List<Daemon> started = new ArrayList<>();

    @AfterEach
    void killWhatIsLeft() {
        started.stream().filter(Daemon::isAlive).forEach(Daemon::kill);
    }

    @Test
    @Tag("slow")
    void stoppedServersDoNotAnswerWhoeverAsks() throws Exception {
        var stack = started("CREATE DATABASE olympia");
        signal("-STOP");
        await().until(() -> started.stream().allMatch(Daemon::isSuspended));

        var status = stack.status();
        for (var server : List.of(status.database(), status.search())) {
            assertThat(server.problem()).contains("does not answer", "stopped");
            assertThat(server.pid()).isPositive();
        }
        for (ThrowingCallable command :
                List.<ThrowingCallable>of(
                        stack::attach,
                        stack::attachDatabase,
                        () -> stack.start(Progress.silent(), new Cancellation()).database())) {
            assertThatThrownBy(command)
                    .isInstanceOfSatisfying(
                            DataException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.SERVER_UNREACHABLE);
                                assertThat(e).hasMessageContainingAll("MariaDB", "does not answer");
                                assertThat(e.hint()).contains("kill -CONT");
                            });
        }

        stack.stop(Progress.silent());
        assertThat(started).noneMatch(Daemon::isAlive);
        assertThat(stack.status().database().problem()).isNull();
    }

    @Test
    @Tag("slow")
    void serversOfAVolumeThatIsNotInItsPlaceAreFoundAndStopped() throws Exception {
        var stack = started("CREATE DATABASE olympia");
        Files.move(volumes().resolve("data"), volumes().resolve("moved"));

        var status = stack.status();
        for (var server : List.of(status.database(), status.search())) {
            assertThat(server.running()).isTrue();
            assertThat(server.problem()).contains("moved or deleted");
        }
        var notes = new RecordedProgress();
        stack.stop(notes);
        assertThat(started).noneMatch(Daemon::isAlive);
        assertThat(notes.notes()).anyMatch(note -> note.contains("MariaDB"));
        assertThat(volumes().resolve("data")).doesNotExist();
    }

    @Test
    @Tag("slow")
    void aServerThatWasKilledUnderACommandIsTheReasonOfItsFailure() throws Exception {
        var stack = started();
        var failure =
                DataException.of(
                        ErrorCode.SERVER_UNREACHABLE, "no search server answers at http://x");
        assertThat(stack.explain(failure)).isSameAs(failure);
        var node =
                started.stream()
                        .filter(daemon -> daemon.name().equals("OpenSearch"))
                        .findFirst()
                        .orElseThrow();
        ProcessHandle.of(node.pid()).orElseThrow().destroyForcibly();
        await().until(() -> !node.isAlive());

        var explained = stack.explain(failure);

        assertThat(explained.code()).isEqualTo(ErrorCode.SERVER_UNREACHABLE);
        assertThat(explained)
                .hasMessageContainingAll(
                        "OpenSearch (process " + node.pid() + ") was killed",
                        "no search server answers");
        assertThat(explained.hint()).contains("make up", "node.log");
        var interrupted = Cancellation.interrupted();
        assertThat(stack.explain(interrupted)).isSameAs(interrupted);
    }

    @Test
    @Tag("slow")
    void lostPasswordsAreMadeNewByTheNextStartAndNothingElse() throws Exception {
        var stack = started("CREATE DATABASE olympia", "CREATE TABLE olympia.t (id INT)");
        var file = volumes().resolve("data/credentials.json");
        var before = Files.readString(file);
        AtomicFiles.write(file, "");
        assertThatThrownBy(stack::attach)
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.VOLUME_DAMAGED);
                            assertThat(e.hint())
                                    .contains("make down", "make up")
                                    .doesNotContain("volume remove");
                        });
        stack.stop(Progress.silent());

        for (var content : List.of("", "{\"administrator\": \"\"}", "{")) {
            AtomicFiles.write(file, content);
            started("INSERT INTO olympia.t VALUES (1)");
            stack.stop(Progress.silent());
            assertThat(Files.readString(file)).isNotEqualTo(before).contains("application");
        }
        started();
        assertThat(rows(stack)).isEqualTo("3");
        assertThat(filesWithPassword(file)).containsExactly(file);
    }

    private List<Path> filesWithPassword(Path credentials) throws IOException {
        var password = Files.readString(credentials).replaceAll("(?s).*: \"(.*?)\"\\s*}.*", "$1");
        assertThat(password).hasSize(32);
        var found = new ArrayList<Path>();
        try (var files = Files.walk(volumes())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (Files.size(file) < 1_000_000
                        && new String(
                                        Files.readAllBytes(file),
                                        java.nio.charset.StandardCharsets.ISO_8859_1)
                                .contains(password)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    @Test
    void aStartThatCannotSucceedMakesNoVolume() throws IOException {
        try (var _ = new ServerSocket(searchPort, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThatThrownBy(() -> stack().lock("up", Duration.ZERO, _ -> {}).close())
                    .isInstanceOfSatisfying(
                            DataException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.PORT_IN_USE));
        }
        assertThat(volumes()).doesNotExist();
    }

    private EmbeddedStack started(String... statements) throws SQLException {
        var stack = stack();
        try (var _ = stack.lock("test", Duration.ofSeconds(10), _ -> {});
                var running = stack.start(Progress.silent(), new Cancellation())) {
            running.search();
            try (var connection = running.database().connections().open(null);
                    var statement = connection.createStatement()) {
                for (var sql : statements) {
                    statement.execute(sql);
                }
            }
        } finally {
            started.addAll(new Volumes(volumes()).volume("data").daemons());
        }
        return stack;
    }

    private static String rows(EmbeddedStack stack) throws SQLException {
        try (var running = stack.attach().orElseThrow();
                var connection = running.database().connections().open("olympia");
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT COUNT(*) FROM t")) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }

    private void signal(String signal) throws Exception {
        for (var daemon : started) {
            new ProcessBuilder("kill", signal, Long.toString(daemon.pid())).start().waitFor();
        }
    }

    private EmbeddedStack stack() {
        return new EmbeddedStack(
                new EmbeddedSettings(
                        "data",
                        volumes(),
                        CACHE,
                        ENGINES,
                        databasePort,
                        searchPort,
                        SearchEngine.OPENSEARCH));
    }

    private Path volumes() {
        return directory.resolve("volumes");
    }
}
