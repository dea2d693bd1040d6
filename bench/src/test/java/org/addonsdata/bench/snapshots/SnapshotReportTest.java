package org.addonsdata.bench.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.addonsdata.bench.measure.Runs;
import org.addonsdata.bench.measure.Usage;
import org.addonsdata.bench.snapshots.Contender.Role;
import org.junit.jupiter.api.Test;

class SnapshotReportTest {
    @Test
    void comparesTheMediansWithWhatIsToBeReached() {
        var result =
                new CaseResult(
                        "MySQL 9.7.4",
                        Case.RESTORE,
                        1_000_000,
                        List.of(
                                measured(Role.OURS, "ours", 10, 50, 20),
                                measured(Role.STOCK, "stock", 70, 1, 65)));

        var comparison = result.comparisons().getFirst();

        assertThat(comparison.timesAsFast()).isCloseTo(3.25, within(0.001));
        assertThat(comparison.goal()).contains(3.0);
        assertThat(comparison.isMissed()).isFalse();
        assertThat(comparison.isLost()).isFalse();
    }

    @Test
    void saysWhereWeLoseAndWhatIsNotReached() {
        var printed =
                print(
                        List.of(
                                new CaseResult(
                                        "MariaDB 11.4.5",
                                        Case.EXPORT,
                                        2_000_000,
                                        List.of(
                                                measured(Role.OURS, "ours", 10),
                                                measured(Role.STOCK, "stock", 20),
                                                measured(Role.MYDUMPER, "mydumper", 8)))));

        var losses = printed.substring(printed.indexOf("where we lose:"));
        assertThat(losses.lines().toList().get(1)).contains("0.80 times as fast as mydumper");
        assertThat(printed)
                .contains("where we win: nowhere")
                .containsSubsequence(
                        "where we win, by less than we want:",
                        "2.00 times as fast as stock (to reach: 2.5)",
                        "where we lose:");
    }

    @Test
    void namesWhatCouldNotBeRunAndComparesNothingWithIt() {
        var absent = new Measured(Role.MYDUMPER, "mydumper", new Runs<>(), "cannot be started: no");
        var result =
                new CaseResult(
                        "MariaDB 11.4.5",
                        Case.EXPORT,
                        1,
                        List.of(measured(Role.OURS, "ours", 1), absent));

        assertThat(result.comparisons()).isEmpty();
        assertThat(print(List.of(result)))
                .contains("not run: no server", "note: a remark")
                .contains("not run: MariaDB 11.4.5, export: mydumper cannot be started: no");
    }

    @Test
    void oneThatRestoredSomethingElseIsNotCompared() {
        var wrong = new Runs<Run>();
        wrong.add(run(1));
        var result =
                new CaseResult(
                        "MariaDB 11.4.5",
                        Case.RESTORE,
                        1,
                        List.of(
                                measured(Role.OURS, "ours", 2),
                                new Measured(
                                        Role.STOCK, "stock", wrong, "restored something else")));

        assertThat(result.comparisons()).isEmpty();
    }

    private static String print(List<CaseResult> results) {
        var options =
                new BenchOptions(
                        Path.of("launcher"),
                        Optional.empty(),
                        Size.TINY,
                        EnumSet.allOf(Case.class),
                        1,
                        Path.of("results"),
                        Path.of("chart"));
        var bytes = new ByteArrayOutputStream();
        new SnapshotReport(options, results, List.of("no server"), List.of("a remark"))
                .print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Measured measured(Role role, String title, double... seconds) {
        var runs = new Runs<Run>();
        for (var figure : seconds) {
            runs.add(run(figure));
        }
        return new Measured(role, title, runs, "");
    }

    private static Run run(double seconds) {
        return new Run(new Usage(seconds, seconds, seconds, 1_000_000), seconds);
    }
}
