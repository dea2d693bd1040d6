package org.addonsdata.services.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.services.ServiceStack.Running;
import org.addonsdata.services.process.Daemon;
import org.addonsdata.services.process.Ports;
import org.addonsdata.services.searchnode.SearchEngine;
import org.addonsdata.services.volume.Volumes;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStackIT {
    private static final Path ENGINES = Path.of(System.getProperty("addonsdata.engines"));
    private static final Path CACHE = ENGINES.resolveSibling("test-cache");

    @TempDir Path directory;

    private final int databasePort = Ports.anyFree();
    private final int searchPort = Ports.anyFree();
    private final List<EmbeddedSettings> used = new ArrayList<>();

    @AfterEach
    void killWhatIsLeft() {
        for (var settings : used) {
            new Volumes(settings.volumes())
                    .volume(settings.volume())
                    .daemons()
                    .forEach(Daemon::kill);
        }
    }

    @Test
    void itStartsAttachesStopsAndStartsAgainWithAllData() throws SQLException {
        var stack = stack(settings("data"));
        assertThat(stack.status().volume().exists()).isFalse();
        assertThat(stack.attach()).isEmpty();

        start(stack, "CREATE DATABASE olympia", "CREATE TABLE olympia.t (id INT PRIMARY KEY)");
        var status = stack.status();
        assertThat(status.database().running()).isTrue();
        assertThat(status.database().server()).isEqualTo("MariaDB 11.4.5");
        assertThat(status.database().port()).isEqualTo(databasePort);
        assertThat(status.search().running()).isTrue();
        assertThat(status.search().port()).isEqualTo(searchPort);

        start(stack, "INSERT INTO olympia.t VALUES (1)");
        assertThat(stack.status().database().pid()).isEqualTo(status.database().pid());
        assertThat(stack.status().search().pid()).isEqualTo(status.search().pid());
        try (var attached = stack.attach().orElseThrow()) {
            assertThat(rows(attached)).isEqualTo("1");
        }

        stack.stop(Progress.silent());
        assertThat(stack.status().database().running()).isFalse();
        assertThat(stack.status().database().problem()).isNull();
        assertThat(stack.status().search().running()).isFalse();
        assertThat(stack.attach()).isEmpty();
        stack.stop(Progress.silent());

        start(stack);
        try (var attached = stack.attach().orElseThrow()) {
            assertThat(rows(attached)).isEqualTo("1");
        }
    }

    @Test
    void serversKeepNothingOfTheCallersEnvironment() throws IOException {
        assertThat(System.getenv()).containsKey("TEST_SECRET");
        start(stack(settings("data")));

        var daemons = new Volumes(volumes()).volume("data").daemons();
        assertThat(daemons).hasSize(2);
        for (var daemon : daemons) {
            var environment =
                    Files.readString(
                            Path.of("/proc", Long.toString(daemon.pid()), "environ"),
                            StandardCharsets.ISO_8859_1);
            assertThat(environment).contains("PATH=").doesNotContain("TEST_SECRET");
        }
    }

    @Test
    void aServerThatDiedIsNamedAndStartedAgainWithItsRows() throws SQLException {
        var stack = stack(settings("data"));
        start(
                stack,
                "CREATE DATABASE olympia",
                "CREATE TABLE olympia.t (id INT PRIMARY KEY)",
                "INSERT INTO olympia.t VALUES (1)");
        var volume = new Volumes(volumes()).volume("data");
        volume.daemons()
                .forEach(daemon -> ProcessHandle.of(daemon.pid()).orElseThrow().destroyForcibly());
        await().until(() -> volume.daemons().isEmpty());

        var status = stack.status();
        assertThat(status.database().problem())
                .contains("ended without being stopped", "mariadb.log");
        assertThat(status.search().problem()).contains("ended without being stopped");
        assertThat(stack.attach()).isEmpty();

        var notes = new RecordedProgress();
        try (var running = stack.start(notes, new Cancellation())) {
            running.search();
            assertThat(rows(running)).isEqualTo("1");
        }
        assertThat(notes.notes())
                .anyMatch(note -> note.startsWith("MariaDB had ended"))
                .anyMatch(note -> note.startsWith("OpenSearch had ended"));
        assertThat(stack.status().database().problem()).isNull();
    }

    /** As one does that was killed and whose memory the system has not freed yet. */
    @Test
    void aServerThatDiesWhileItIsWaitedForIsStartedAgain() throws Exception {
        var stack = stack(settings("data"));
        start(
                stack,
                "CREATE DATABASE olympia",
                "CREATE TABLE olympia.t (id INT PRIMARY KEY)",
                "INSERT INTO olympia.t VALUES (1)");
        var daemons = new Volumes(volumes()).volume("data").daemons();
        for (var daemon : daemons) {
            new ProcessBuilder("kill", "-STOP", Long.toString(daemon.pid())).start().waitFor();
        }
        var notes = new RecordedProgress();
        try (var running = stack.start(notes, new Cancellation())) {
            // Time to find both; those that come later start the servers all the same.
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            daemons.forEach(
                    daemon -> ProcessHandle.of(daemon.pid()).orElseThrow().destroyForcibly());
            running.search();
            assertThat(rows(running)).isEqualTo("1");
        }
        assertThat(notes.notes())
                .anyMatch(note -> note.startsWith("MariaDB had ended"))
                .anyMatch(note -> note.startsWith("OpenSearch had ended"));
    }

    @Test
    void runningServersAreNotAskedToBeElsewhere() {
        start(stack(settings("data")));

        var otherDatabase =
                new EmbeddedSettings(
                        "data",
                        volumes(),
                        CACHE,
                        ENGINES,
                        Ports.anyFree(),
                        searchPort,
                        SearchEngine.OPENSEARCH);
        refuses(
                ErrorCode.VOLUME_IN_USE,
                otherDatabase,
                "port " + databasePort,
                "MYSQL_PORT=" + databasePort);
        var otherSearch =
                new EmbeddedSettings(
                        "data",
                        volumes(),
                        CACHE,
                        ENGINES,
                        databasePort,
                        Ports.anyFree(),
                        SearchEngine.OPENSEARCH);
        refuses(
                ErrorCode.VOLUME_IN_USE,
                otherSearch,
                "port " + searchPort,
                "SEARCH_PORT=" + searchPort);
        var otherEngine =
                new EmbeddedSettings(
                        "data",
                        volumes(),
                        CACHE,
                        ENGINES,
                        databasePort,
                        searchPort,
                        SearchEngine.ELASTICSEARCH);
        refuses(ErrorCode.VOLUME_IN_USE, otherEngine, "OpenSearch", "make down");

        refuses(ErrorCode.PORT_IN_USE, settings("second"), "port " + databasePort, "MYSQL_PORT");
        assertThatThrownBy(() -> new Volumes(volumes()).remove("data"))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.VOLUME_IN_USE));
    }

    @Test
    void aTakenSearchPortStartsNothing() throws IOException {
        try (var taken = new ServerSocket(searchPort, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            refuses(
                    ErrorCode.PORT_IN_USE,
                    settings("data"),
                    "port " + taken.getLocalPort(),
                    "SEARCH_PORT");
        }
        assertThat(new Volumes(volumes()).volume("data").daemons()).isEmpty();
        assertThat(Ports.isFree(databasePort)).isTrue();
    }

    @Test
    void aForeignDirectoryIsNotTouched() throws IOException {
        var foreign = Files.createDirectories(directory.resolve("foreign"));
        Files.writeString(foreign.resolve("letter.txt"), "dear reader");
        refuses(
                ErrorCode.VOLUME_NOT_OURS,
                settings(foreign.toString()),
                foreign.toString(),
                "not touched");
        refusal(
                ErrorCode.VOLUME_NOT_OURS,
                () -> stack(settings(foreign.toString())).lock("up", Duration.ZERO, _ -> {}));
        refusal(ErrorCode.VOLUME_NOT_OURS, () -> new Volumes(volumes()).remove(foreign.toString()));
        assertThat(foreign.toFile().list()).containsExactly("letter.txt");
    }

    @Test
    void dataOfOtherServersAreRefusedAndOfAnOlderPatchServed() throws IOException, SQLException {
        var stack = stack(settings("data"));
        start(
                stack,
                "CREATE DATABASE olympia",
                "CREATE TABLE olympia.t (id INT)",
                "INSERT INTO olympia.t VALUES (1)");
        stack.stop(Progress.silent());
        var file = volumes().resolve("data/volume.json");
        var original = Files.readString(file);

        for (var other :
                List.of("MariaDB 11.4.6", "MariaDB 11.5.1", "MariaDB 10.11.6", "MySQL 11.4.5")) {
            var parts = other.split(" ", -1);
            Files.writeString(
                    file, original.replace("MariaDB", parts[0]).replace("11.4.5", parts[1]));
            refuses(
                    ErrorCode.VOLUME_SERVER_MISMATCH,
                    settings("data"),
                    other,
                    "nothing was changed");
        }
        Files.writeString(file, original.replace("\"format\" : 1", "\"format\" : 2"));
        refuses(ErrorCode.VOLUME_FORMAT_NEWER, settings("data"), "format 2", "newer");

        Files.writeString(file, original.replace("11.4.5", "11.4.4"));
        start(stack);
        try (var attached = stack.attach().orElseThrow()) {
            assertThat(rows(attached)).isEqualTo("1");
        }
        assertThat(file).hasContent(original);
    }

    @Test
    void aDamagedVolumeIsNeverMadeAnew() throws IOException {
        var stack = stack(settings("data"));
        start(stack);
        stack.stop(Progress.silent());
        var volume = volumes().resolve("data");

        Files.move(volume.resolve("database"), directory.resolve("kept"));
        refuses(
                ErrorCode.VOLUME_DAMAGED,
                settings("data"),
                "database directory is gone",
                "nothing was changed");
        assertThat(volume.resolve("database")).doesNotExist();

        Files.writeString(volume.resolve("volume.json"), "{");
        refuses(
                ErrorCode.VOLUME_DAMAGED,
                settings("data"),
                "cannot be understood",
                "nothing was changed");
    }

    @Test
    void aHalfMadeVolumeIsFinishedByTheNextStart() throws IOException {
        var volume = new Volumes(volumes()).open("data");
        Files.createDirectories(volume.partialDatabase().resolve("mysql"));
        Files.writeString(volume.partialDatabase().resolve("ibdata1"), "half");
        Files.writeString(volume.path().resolve(".volume.json.4711.tmp"), "{");
        var stack = stack(settings("data"));
        start(stack);
        stack.stop(Progress.silent());
        assertThat(volume.partialDatabase()).doesNotExist();

        // Killed after the rename and before the record.
        var file = volume.path().resolve("volume.json");
        var complete = Files.readString(file);
        Files.writeString(file, complete.replace("\"complete\" : true", "\"complete\" : false"));
        start(stack);
        assertThat(file).hasContent(complete);
    }

    @Test
    void aDatabaseDirectoryThatNobodyRecordedIsNotTaken() throws IOException {
        var volume = new Volumes(volumes()).open("data");
        Files.createDirectories(volume.database());
        refuses(ErrorCode.VOLUME_DAMAGED, settings("data"), "does not know", "nothing was changed");
    }

    @Test
    void anEmptyDirectoryAtAnAbsolutePathBecomesAVolume() throws IOException {
        var mount = Files.createDirectories(directory.resolve("mount"));
        Files.createDirectory(mount.resolve("lost+found"));
        var stack = stack(settings(mount.toString()));
        start(stack);
        stack.stop(Progress.silent());

        var listed = new Volumes(volumes()).list();
        assertThat(listed)
                .singleElement()
                .satisfies(summary -> {
                    assertThat(summary.name()).isEqualTo(mount.toString());
                    assertThat(summary.problem()).isEmpty();
                    assertThat(summary.databaseBytes()).isGreaterThan(10_000_000);
                    assertThat(summary.searchBytes()).isPositive();
                });
    }

    private void start(EmbeddedStack stack, String... statements) {
        try (var _ = stack.lock("test", Duration.ofSeconds(10), _ -> {});
                var running = stack.start(Progress.silent(), new Cancellation())) {
            running.search();
            try (var connection = running.database().connections().open(null);
                    var statement = connection.createStatement()) {
                for (var sql : statements) {
                    statement.execute(sql);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String rows(Running running) throws SQLException {
        try (var connection = running.database().connections().open("olympia");
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT COUNT(*) FROM t")) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }

    private void refuses(ErrorCode code, EmbeddedSettings settings, String message, String hint) {
        var failure =
                refusal(
                        code,
                        () -> stack(settings).start(Progress.silent(), new Cancellation()).close());
        assertThat(failure).hasMessageContaining(message);
        assertThat(failure.hint()).contains(hint);
    }

    private static DataException refusal(ErrorCode code, ThrowingCallable action) {
        var failure = Optional.<Throwable>empty();
        try {
            action.call();
        } catch (Throwable e) {
            failure = Optional.of(e);
        }
        assertThat(failure)
                .get()
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
        return (DataException) failure.orElseThrow();
    }

    private EmbeddedStack stack(EmbeddedSettings settings) {
        used.add(settings);
        return new EmbeddedStack(settings);
    }

    private EmbeddedSettings settings(String volume) {
        return new EmbeddedSettings(
                volume,
                volumes(),
                CACHE,
                ENGINES,
                databasePort,
                searchPort,
                SearchEngine.OPENSEARCH);
    }

    private Path volumes() {
        return directory.resolve("volumes");
    }
}
