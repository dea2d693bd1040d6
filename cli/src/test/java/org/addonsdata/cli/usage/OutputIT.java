package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * What goes where: the result, and nothing else, to standard output; progress to standard error, or
 * with {@code --quiet} and {@code --json} nowhere; with {@code --verbose} what is done in detail.
 */
@Tag("slow")
class OutputIT {
    private static final String DETAIL = "(?m)^\\d\\d:\\d\\d:\\d\\d.\\d+ ";

    private static Machine machine;

    @BeforeAll
    static void start() {
        machine = Machine.populated();
        machine.run("up").succeeds();
        machine.run("export").succeeds();
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    /** Every command that has a result, so that each can be run again and again. */
    static List<String> lines() {
        return List.of(
                "up",
                "initialize",
                "initialize --force-db --yes",
                "undo --yes",
                "export",
                "restore --yes",
                "restore --dry-run",
                "reindex",
                "reindex --check",
                "reindex --repair",
                "search facebook",
                "status",
                "env",
                "snapshots list",
                "snapshots verify",
                "snapshots verify --deep",
                "snapshots prune --keep 2 --dry-run",
                "volume list",
                "volume inspect",
                "doctor",
                "config show");
    }

    private static Result run(String line, String... flags) {
        var words = new ArrayList<>(List.of(line.split(" ")));
        words.addAll(List.of(flags));
        return machine.run(words.toArray(String[]::new)).succeeds();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void theResultStandsAlone(String line) {
        var plain = run(line);
        assertThat(plain.out()).isNotEmpty().doesNotContain("✔ load", "✔ seed", "… ", "\033");

        var quiet = run(line, "--quiet");
        assertThat(quiet.error()).isEmpty();
        assertThat(quiet.out().lines().count()).isEqualTo(plain.out().lines().count());

        var json = run(line, "--json");
        assertThat(json.error()).isEmpty();
        assertThat(json.json().isObject()).isTrue();

        var verbose = run(line, "--verbose");
        assertThat(verbose.out().lines().count()).isEqualTo(plain.out().lines().count());
        assertThat(verbose.error() + verbose.out()).doesNotContain("\033");
    }

    @Test
    void verboseTellsStatementsAndRequestsWithTheirTimes() {
        assertThat(run("initialize", "--verbose").error())
                .containsPattern(DETAIL + ".*SELECT ")
                .containsPattern(DETAIL + ".*GET /");
    }

    /** Completion is a script, so it has no other form; man pages are the build's. */
    @Test
    void noCommandIsForgotten() {
        var words = machine.run("completion", "bash").succeeds().out();
        var help = machine.run("--help").succeeds().out();
        assertThat(words).isNotEmpty();
        for (var line : lines()) {
            assertThat(help).contains(line.split(" ")[0]);
        }
        var commands =
                help.lines()
                        .dropWhile(line -> !line.equals("Commands:"))
                        .skip(1)
                        .takeWhile(line -> line.startsWith("  "))
                        .filter(line -> line.matches("  [a-z].*"))
                        .map(line -> line.strip().split(" ")[0])
                        .toList();
        assertThat(commands).contains("up", "config");
        assertThat(commands)
                .filteredOn(command -> lines().stream().noneMatch(line -> line.startsWith(command)))
                .containsExactlyInAnyOrder("down", "completion", "help");
    }

    @Test
    void downEndsInTheSameWay() {
        try (var other = Machine.populated()) {
            other.run("up").succeeds();
            var json = other.run("down", "--json").succeeds();
            assertThat(json.error()).isEmpty();
            assertThat(JsonMapper.shared().readTree(json.out()).isObject()).isTrue();
            assertThat(other.run("down", "--quiet").succeeds().error()).isEmpty();
        }
    }

    @Test
    void whatIsNotThereIsSaidBeforeAnythingIsBuilt() {
        for (var path : List.of("/nowhere/at/all", "/etc")) {
            var failed = machine.run("restore", path, "--yes");
            failed.failsWith(Result.FAILED, path, "name a snapshot's directory");
            assertThat(failed.error()).doesNotContain("built aside");
        }
        machine.run("export", "/proc/one")
                .failsWith(Result.FAILED, "cannot write the snapshot /proc/one: ", "EXPORT_DIR");
    }
}
