package org.addonsdata.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.concurrent.atomic.AtomicLong;
import org.addonsdata.cli.console.ConsoleTask.Outcome;
import org.addonsdata.core.progress.Progress.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskLinesTest {
    private final AtomicLong nanos = new AtomicLong();

    private ConsoleTask task(String name, Unit unit, long done, long total, int seconds) {
        var task = new ConsoleTask(name, unit, (_, _) -> {}, nanos::get);
        task.total(total);
        task.advance(done);
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
        return task;
    }

    private static TaskLines lines(int columns) {
        return new TaskLines(new Style(columns, false, false));
    }

    @Test
    void aWideTerminalHasRoomForAll() {
        var load = task("load", Unit.ROWS, 250_000, 1_000_000, 10);
        assertThat(lines(120).running(load))
                .isEqualTo(
                        ".. load          #####............... 250,000 of 1,000,000 rows, 25,000 rows/s, 30 s to go");
    }

    @Test
    void aNarrowOneShowsWhatMattersMost() {
        var load = task("load", Unit.ROWS, 250_000, 1_000_000, 10);
        assertThat(lines(80).running(load))
                .isEqualTo(".. load          ###....... 250,000 of 1,000,000 rows, 30 s to go");
        assertThat(lines(59).running(load))
                .isEqualTo(".. load          250,000 of 1,000,000 rows, 30 s to go");
        assertThat(lines(40).running(load)).isEqualTo(".. load          30 s to go");
    }

    @Test
    void bytesAreToldBesideRowsAndAnEstimateIsCalledOne() {
        var export = task("export", Unit.ROWS, 250_000, 0, 10);
        export.estimate(1_000_000);
        export.bytes(12_000_000);
        assertThat(lines(120).running(export))
                .endsWith("250,000 of about 1,000,000 rows, 12 MB, 25,000 rows/s, 30 s to go");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 41, 55, 59, 60, 79, 80, 89, 90, 200})
    void noLineIsWiderThanTheTerminal(int columns) {
        for (var task :
                new ConsoleTask[] {
                    task("load", Unit.BYTES, 123_456_789, 9_999_999_999L, 100),
                    task("a name that is longer than names are", Unit.ROWS, 1, 0, 3),
                    task("create", Unit.STEPS, 0, 0, 1)
                }) {
            assertThat(lines(columns).running(task)).hasSizeLessThan(columns);
            assertThat(Text.columns(new TaskLines(new Style(columns, false, true)).running(task)))
                    .isLessThan(columns);
        }
    }

    @Test
    void whatTakesUnknownTimeMoves() {
        var create = task("create", Unit.STEPS, 0, 0, 0);
        var first = lines(100).running(create);
        nanos.addAndGet(Duration.ofMillis(200).toNanos());
        assertThat(first).contains("#...................");
        assertThat(lines(100).running(create)).contains("..#.................");
    }

    @Test
    void elsewhereALineSaysWhen() {
        var load = task("load", Unit.ROWS, 250_000, 1_000_000, 10);
        assertThat(lines(0).report(load, LocalTime.of(9, 5, 7)))
                .isEqualTo(
                        "09:05:07 .. load          25 %, 250,000 of 1,000,000 rows, 25,000 rows/s, 30 s to go, 10 s so far");
    }

    @Test
    void whatHasNothingToTellYetSaysHowLongItTakes() {
        var migrate = task("migrate", Unit.STEPS, 0, 9, 6);
        assertThat(lines(0).report(migrate, LocalTime.of(9, 5, 7)))
                .isEqualTo("09:05:07 .. migrate       0 %, 6.0 s so far");
        assertThat(lines(80).running(migrate)).isEqualTo(".. migrate       .......... 6.0 s");
    }

    @Test
    void theEndSaysHowMuchAndHowFast() {
        var load = task("load", Unit.ROWS, 1_000_000, 1_000_000, 40);
        assertThat(lines(0).ended(load, new Outcome.Done("1,000,000 rows")))
                .isEqualTo("ok load          1,000,000 rows (40 s, 25,000 rows/s)");
        var keys = task("keys", Unit.STEPS, 3, 3, 40);
        assertThat(lines(0).ended(keys, new Outcome.Done("keys of 3 tables")))
                .isEqualTo("ok keys          keys of 3 tables (40 s)");
        assertThat(lines(0).ended(keys, new Outcome.Failed()))
                .isEqualTo("!! keys          failed after 40 s");
    }

    @Test
    void theEndIsBrokenBetweenWordsUnderItself() {
        var search = task("search", Unit.STEPS, 1, 1, 3);
        var outcome = new Outcome.Done("OpenSearch 3.8.0 on port 19200");
        assertThat(lines(40).ended(search, outcome))
                .isEqualTo(
                        """
                        ok search        OpenSearch 3.8.0 on
                                         port 19200 (3.0 s)\
                        """);
        assertThat(new TaskLines(new Style(40, true, true)).ended(search, outcome).lines())
                .allMatch(line -> Text.columns(line.replaceAll("\033\\[[0-9;]*m", "")) < 40);
        assertThat(lines(80).ended(search, outcome)).doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "100, 5", "200, 10", "3600, 60", "86400, 60"})
    void whoWaitsLongIsToldLessOften(int seconds, int between) {
        assertThat(ConsoleProgress.betweenReports(Duration.ofSeconds(seconds)))
                .isEqualTo(Duration.ofSeconds(between));
    }
}
