package org.addonsdata.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.addonsdata.core.progress.Progress.Unit;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(written, true, UTF_8);

    private String text() {
        return written.toString(UTF_8);
    }

    @Test
    void withoutATerminalNothingIsDrawnInPlace() {
        try (var progress = new ConsoleProgress(stream, new Style(0, false, true))) {
            try (var task = progress.start("seed", Unit.ROWS)) {
                task.advance(10);
                progress.note("found something");
                task.done("10 rows");
            }
        }
        assertThat(text()).isEqualTo("found something\n✔ seed          10 rows (0.0 s)\n");
    }

    @Test
    void onATerminalWhatEndedStaysAboveWhatRuns() {
        try (var progress = new ConsoleProgress(stream, new Style(80, false, true));
                var index = progress.start("index", Unit.DOCUMENTS)) {
            var seed = progress.start("seed", Unit.ROWS);
            await().until(() -> text().contains("… seed") && text().contains("… index"));
            seed.done("10 rows");
            var after = text().substring(text().indexOf("✔ seed"));
            assertThat(after).contains("\n\033[?7l… index").doesNotContain("… seed");
            assertThat(progress.running()).containsExactly("index");
            index.done("3 documents");
        }
        // Every row that was drawn was erased again, and wrapping is on at the end.
        assertThat(text())
                .matches("(?s).*✔ index         3 documents \\([0-9.]+ s\\)\n")
                .contains("\033[2A\r\033[J");
        assertThat(text().lastIndexOf("\033[?7h")).isGreaterThan(text().lastIndexOf("\033[?7l"));
    }

    @Test
    void anInterruptionNamesWhatWasUnderWay() {
        try (var console = Console.of(stream, stream, Map.of())) {
            var task = console.progress().start("load", Unit.ROWS);
            assertThat(console.interrupted()).isTrue();
            assertThat(text())
                    .isEqualTo(
                            "addons-data: interrupted in load; cleaning up, Ctrl-C again ends at once\n");
            task.close();
            assertThat(text()).contains("!! load          interrupted after 0.0 s");
        }
    }

    @Test
    void quietShowsNothingButTheResult() {
        try (var console = Console.of(stream, stream, Map.of())) {
            console.quiet(true);
            console.progress().start("load", Unit.ROWS).done("all");
            console.remark("beside it");
            console.line("the result");
        }
        assertThat(text()).isEqualTo("the result\n");
    }
}
