package org.addonsdata.services.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir Path directory;
    private final List<Daemon> started = new ArrayList<>();

    @AfterEach
    void killWhatIsLeft() {
        started.stream().filter(Daemon::isAlive).forEach(Daemon::kill);
    }

    @Test
    void aStartedDaemonIsFoundByItsRunFileAndGoneAfterStop() {
        var daemon = start(Map.of("port", "13306"), "exec sleep 60");

        var found = Daemon.find(runFile()).orElseThrow();
        assertThat(found.pid()).isEqualTo(daemon.pid());
        assertThat(found.attributes()).containsExactly(Map.entry("port", "13306"));
        assertThat(found.name()).isEqualTo("sleeper");
        assertThat(found.since()).isBetween(Instant.now().minusSeconds(30), Instant.now());

        found.stop(SOON);

        assertThat(daemon.isAlive()).isFalse();
        assertThat(Daemon.find(runFile())).isEmpty();
        assertThat(Daemon.last(runFile())).isEmpty();
        assertThat(directory).isDirectoryNotContaining("glob:**.pid");
    }

    @Test
    void itRunsInASessionOfItsOwnWithPrivateFiles() throws IOException {
        var daemon = start(Map.of(), "echo hello; exec sleep 60");
        await().until(() -> Files.exists(log()) && Files.size(log()) > 0);

        assertThat(sessionOf(daemon.pid()))
                .isEqualTo(daemon.pid())
                .isNotEqualTo(sessionOf(ownPid()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void argumentsArePassedAsTheyAre() {
        var odd = "a b'\"$(touch x)\\ *\n;é";
        started.add(
                Daemon.start(
                        new DaemonSpec(
                                "printer",
                                List.of(
                                        "/bin/sh",
                                        "-c",
                                        "printf %s \"$1\"; exec sleep 60",
                                        "sh",
                                        odd),
                                Map.of(),
                                log(),
                                runFile())));
        await().untilAsserted(() -> assertThat(log()).hasContent(odd));
    }

    /** The tests' own environment has a variable that stands for a secret; see pom.xml. */
    @Test
    void itInheritsNothingSecret() {
        assertThat(System.getenv()).containsKey("TEST_SECRET");
        var spec =
                new DaemonSpec(
                        "printer",
                        List.of(
                                "/bin/sh",
                                "-c",
                                "echo \"[${TEST_SECRET-none}][$NEW][${HOME:+home}]\"; exec sleep 60"),
                        Map.of("NEW", "value"),
                        log(),
                        runFile());
        started.add(Daemon.start(spec));
        await().untilAsserted(() -> assertThat(log()).hasContent("[none][value][home]"));
    }

    @Test
    void aKilledDaemonIsKnownAsDeadUntilTheNextStart() throws IOException {
        var daemon = start(Map.of(), "exec sleep 60");
        ProcessHandle.of(daemon.pid()).orElseThrow().destroyForcibly();
        await().until(() -> !daemon.isAlive());

        assertThat(Daemon.find(runFile())).isEmpty();
        assertThat(Daemon.last(runFile())).get().extracting(Daemon::pid).isEqualTo(daemon.pid());

        var next = start(Map.of(), "exec sleep 60");
        assertThat(Daemon.find(runFile())).get().extracting(Daemon::pid).isEqualTo(next.pid());
    }

    @Test
    void aZombieIsNotAlive() throws Exception {
        // The shell becomes a process that never waits for the child it has.
        var parent =
                new ProcessBuilder("/bin/sh", "-c", "sleep 0.05 & echo $!; exec sleep 60")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var output = parent.inputReader(UTF_8)) {
            var pid = Long.parseLong(output.readLine());
            await().until(() ->
                    Files.readString(Path.of("/proc", Long.toString(pid), "stat"))
                            .contains(") Z "));
            assertThat(ProcessHandle.of(pid)).isPresent();
            assertThat(ProcessIdentity.of(pid)).isEmpty();
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    @Test
    void aReusedIdIsNotOurDaemon() throws IOException {
        var daemon = start(Map.of(), "exec sleep 60");
        // The kernel tells start times in hundredths of a second.
        await().pollDelay(Duration.ofMillis(30)).until(daemon::isAlive);
        var foreign = start("other", Map.of(), "exec sleep 60");
        var text = Files.readString(runFile()).replace("" + daemon.pid(), "" + foreign.pid());
        Files.writeString(runFile(), text);

        assertThat(Daemon.find(runFile())).isEmpty();
        Daemon.last(runFile()).orElseThrow().kill();
        assertThat(foreign.isAlive()).isTrue();
    }

    @Test
    void aRunFileNobodyCanReadIsAsGoodAsNone() throws IOException {
        Files.writeString(runFile(), "{\"pid\": 1");
        assertThat(Daemon.last(runFile())).isEmpty();
        Files.writeString(runFile(), "[]");
        assertThat(Daemon.last(runFile())).isEmpty();
    }

    @Test
    void aDaemonWhoseStarterWasKilledIsAdopted() throws IOException {
        var daemon = start(Map.of("port", "1"), "exec sleep 60");
        pretendThatTheStarterWasKilled(daemon);

        var found = Daemon.find(runFile()).orElseThrow();
        assertThat(found.pid()).isEqualTo(daemon.pid());
        assertThat(found.attributes()).containsEntry("port", "1");
        found.stop(SOON);
        assertThat(directory).isDirectoryNotContaining("glob:**.json*");
    }

    /** The system says when a process started by today's clock, which may have been set since. */
    @Test
    void aClockThatWasSetDoesNotHideADaemonWhoseStarterWasKilled() throws IOException {
        var note = directory.resolve("server.json.pid");
        var spec =
                new DaemonSpec("sleeper", List.of("/bin/sleep", "60"), Map.of(), log(), runFile());
        var daemon = Daemon.start(spec);
        started.add(daemon);
        daemon.kill();
        Launcher.launch(spec, note);
        var pid = Long.parseLong(Files.readAllLines(note).getFirst());
        new RunRecord("sleeper", RunRecord.NOT_YET, Instant.now(), log(), 0, Map.of())
                .write(runFile());
        Files.setLastModifiedTime(note, FileTime.from(Instant.now().minusSeconds(1_262_304_000)));

        var found = Daemon.find(runFile());
        assertThat(found).get().extracting(Daemon::pid).isEqualTo(pid);
        started.add(found.orElseThrow());
        Files.writeString(note, pid + "\nanother-boot:1\n");
        assertThat(Daemon.find(runFile())).isEmpty();
    }

    @Test
    void aProcessYoungerThanTheNoteIsNotAdopted() throws IOException {
        var daemon = start(Map.of(), "exec sleep 60");
        pretendThatTheStarterWasKilled(daemon);
        Files.setLastModifiedTime(
                directory.resolve("server.json.pid"),
                FileTime.from(Instant.now().minusSeconds(3600)));

        assertThat(Daemon.find(runFile())).isEmpty();
    }

    @Test
    void aDaemonThatIgnoresTermIsReportedAndCanBeKilled() {
        var daemon = start(Map.of(), "trap '' TERM; echo deaf; while :; do sleep 0.05; done");
        await().until(() -> !daemon.lastLogLines().isEmpty());

        assertThatThrownBy(() -> daemon.stop(Duration.ofMillis(200)))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVER_STOP_FAILED));
        assertThat(daemon.isAlive()).isTrue();
        daemon.kill();
        assertThat(daemon.isAlive()).isFalse();
    }

    @Test
    void readinessEndsAtOnceWithTheLastLinesWhenTheDaemonDies() throws IOException {
        Files.writeString(log(), "from the start before\n");
        var daemon = start(Map.of(), "echo first; echo cannot open the table; exit 3");
        var begin = System.nanoTime();

        assertThatThrownBy(() ->
                        Readiness.await(
                                daemon, Duration.ofMinutes(1), () -> false, new Cancellation()))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.SERVER_START_FAILED);
                            assertThat(e)
                                    .hasMessageContainingAll(
                                            "sleeper ended before",
                                            "first",
                                            "cannot open the table");
                            assertThat(e.getMessage()).doesNotContain("from the start before");
                            assertThat(e.hint()).contains(log().toString());
                        });
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void readinessHasADeadlineAndListensToCancellation() {
        var daemon = start(Map.of(), "exec sleep 60");
        assertThatThrownBy(() ->
                        Readiness.await(
                                daemon, Duration.ofMillis(50), () -> false, new Cancellation()))
                .hasMessageContaining("did not answer within");

        var cancellation = new Cancellation();
        assertThatThrownBy(() ->
                        Readiness.await(
                                daemon,
                                SOON,
                                () -> {
                                    cancellation.cancel();
                                    return false;
                                },
                                cancellation))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERRUPTED));
    }

    @Test
    void aCommandThatIsNotThereIsExplained() {
        var daemon =
                Daemon.start(
                        new DaemonSpec(
                                "ghost", List.of("/no/such/server"), Map.of(), log(), runFile()));
        assertThatThrownBy(() -> Readiness.await(daemon, SOON, () -> false, new Cancellation()))
                .hasMessageContaining("/no/such/server");
    }

    private void pretendThatTheStarterWasKilled(Daemon daemon) throws IOException {
        var text = Files.readString(runFile());
        var intent =
                text.replace("\"pid\" : " + daemon.pid(), "\"pid\" : 0")
                        .replaceAll("\"start\" : \"[^\"]*\"", "\"start\" : \"\"");
        assertThat(intent).isNotEqualTo(text).contains("\"pid\" : 0");
        Files.writeString(runFile(), intent);
        Files.writeString(directory.resolve("server.json.pid"), daemon.pid() + "\n");
    }

    private Daemon start(Map<String, String> attributes, String script) {
        return start("server", attributes, script);
    }

    private Daemon start(String file, Map<String, String> attributes, String script) {
        var spec =
                new DaemonSpec(
                        "sleeper",
                        List.of("/bin/sh", "-c", script),
                        Map.of(),
                        log(),
                        directory.resolve(file + ".json"));
        var daemon = Daemon.start(spec, attributes);
        started.add(daemon);
        return daemon;
    }

    private Path runFile() {
        return directory.resolve("server.json");
    }

    private Path log() {
        return directory.resolve("server.log");
    }

    private static long ownPid() {
        return ProcessHandle.current().pid();
    }

    private static long sessionOf(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3]);
    }
}
