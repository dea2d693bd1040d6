package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.addonsdata.cli.console.Text;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees, on terminals of all kinds and where there is none. */
@Tag("slow")
class TerminalIT {
    private static final String ESCAPE = "\033";
    private static final String DRAWN_IN_PLACE = "\033[?7l";
    private static final String COLOUR = "\033\\[[0-9;]*m";
    private static final String RESET = "addons-data initialize --force-db --yes --seed-addons=";

    private static Machine machine;
    private static Servers servers;
    private static long addons;

    @BeforeAll
    static void start() {
        machine = Machine.populated();
        servers = new Servers(machine);
        machine.run("up").succeeds();
        addons = machine.status().path("rows").path("addons").asLong();
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    @Test
    void aTaskIsOneLineWithABarAndWhatIsToGo() {
        try (var terminal = Terminal.run(machine, 100, RESET + "3000")) {
            terminal.await("to go");
            assertThat(terminal.status()).isZero();
            assertThat(terminal.shown()).contains(DRAWN_IN_PLACE).containsPattern(COLOUR);
            assertThat(terminal.lines())
                    .anyMatch(line ->
                            line.matches("… seed +█*░* [0-9,]+ of 3,098, .*[0-9.]+ s to go"))
                    .anyMatch(line -> line.matches("✔ seed +[0-9,]+ rows in 22 tables .*"));
        }
        machine.run("undo", "--yes").succeeds();
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 57, 80})
    void noLineIsWiderThanTheTerminal(int columns) {
        var results = " >/dev/null";
        for (var line :
                List.of(
                        RESET + "500" + results,
                        "addons-data undo --yes" + results,
                        "addons-data restore --yes" + results,
                        "addons-data frobnicate",
                        "addons-data doctor --mysql-port 1 | cat >/dev/null")) {
            try (var terminal = Terminal.run(machine, columns, line)) {
                var _ = terminal.status();
                assertThat(terminal.lines())
                        .as(line)
                        .filteredOn(shown -> shown.contains(" "))
                        .filteredOn(shown -> !shown.contains(machine.directory().toString()))
                        .allMatch(shown -> Text.columns(shown) <= columns);
            }
        }
    }

    @Test
    void whereNothingCanBeDrawnNothingIs() {
        machine.set("TERM", "dumb");
        try (var terminal = Terminal.run(machine, 80, RESET + "300; addons-data doctor")) {
            assertThat(terminal.status()).isZero();
            assertThat(terminal.shown()).doesNotContain(ESCAPE).contains("✔ seed", "nothing is");
        } finally {
            machine.set("TERM", null);
        }
    }

    @Test
    void coloursAreLeftOutWhereNobodyWantsThem() {
        machine.set("NO_COLOR", "1");
        try (var terminal =
                Terminal.run(machine, 80, RESET + "300; addons-data doctor; addons-data --help")) {
            assertThat(terminal.status()).isZero();
            assertThat(terminal.shown()).contains(DRAWN_IN_PLACE).doesNotContainPattern(COLOUR);
        } finally {
            machine.set("NO_COLOR", null);
        }
    }

    @Test
    void withoutUtf8TheSignsAreLetters() {
        machine.set("LANG", "C");
        try (var terminal = Terminal.run(machine, 80, RESET + "300 --quiet; " + RESET + "300")) {
            assertThat(terminal.status()).isZero();
            assertThat(terminal.lines()).anyMatch(line -> line.startsWith("ok seed"));
            assertThat(terminal.shown()).doesNotContain("✔", "█", "…");
        } finally {
            machine.set("LANG", "C.UTF-8");
        }
    }

    @Test
    void elsewhereALineWithTheTimeOfDayComesEveryFewSeconds() throws SQLException {
        var long_ =
                machine.startCommand(
                        machine.home(),
                        List.of(
                                "env",
                                "--default-signal=INT",
                                Distribution.launcher().toString(),
                                "initialize",
                                "--force-db",
                                "--yes",
                                "--seed-addons=100000"));
        var result = long_.awaitSaying(" … seed").awaitSaying("to go").interrupt().await();
        result.endsWith(Result.INTERRUPTED);
        assertThat(result.error())
                .containsPattern(
                        "(?m)^\\d\\d:\\d\\d:\\d\\d … seed +\\d+ %, [0-9,]+ of 100,098, .* to go, \\d+(\\.\\d)? (s|min \\d+ s) so far$")
                .doesNotContain(ESCAPE);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void controlCIsAnsweredAtOnceAndSaysWhatIsRemoved() throws SQLException {
        var before = machine.status().path("data").path("generation").asString();
        try (var terminal = Terminal.run(machine, 80, RESET + "50000")) {
            terminal.await("… seed");
            long pressed = System.nanoTime();
            terminal.pressControlC().await("interrupted in seed; cleaning up");
            assertThat(Duration.ofNanos(System.nanoTime() - pressed))
                    .isLessThan(Duration.ofSeconds(2));
            assertThat(terminal.status()).isEqualTo(Result.INTERRUPTED);
            assertThat(terminal.lines())
                    .contains("removing what was built aside; what was live stays")
                    .anyMatch(line -> line.startsWith("✘ seed          interrupted after"));
            assertThat(terminal.lines().getLast()).isEqualTo("addons-data: interrupted");
        }
        assertThat(machine.status().path("data").path("generation").asString()).isEqualTo(before);
    }

    @Test
    void aSecondControlCEndsItWhateverItWaitsFor() throws SQLException {
        var rows = machine.status().path("rows").path("addons").asLong();
        var server = Long.toString(Machine.pid(machine.databaseRunFile()));
        try (var terminal = Terminal.run(machine, 80, RESET + "50000")) {
            terminal.await("… seed");
            Shell.run("kill", "-STOP", server);
            try {
                terminal.pressControlC().await("Ctrl-C again ends at once");
                long pressed = System.nanoTime();
                assertThat(terminal.pressControlC().status()).isEqualTo(Result.INTERRUPTED);
                assertThat(Duration.ofNanos(System.nanoTime() - pressed))
                        .isLessThan(Duration.ofSeconds(2));
            } finally {
                Shell.run("kill", "-CONT", server);
            }
        }
        var next = machine.run("initialize").succeeds();
        assertThat(next.error()).contains("an earlier run");
        servers.requireWhole(rows);
    }

    @Test
    void aQuestionIsAskedOnATerminalOnly() {
        try (var terminal = Terminal.run(machine, 80, "addons-data undo")) {
            terminal.await("to go on:").pressControlC();
            assertThat(terminal.status()).isEqualTo(Result.INTERRUPTED);
        }
        machine.run("undo").failsWith(Result.REFUSED, "not confirmed");
    }
}
