package org.addonsdata.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.addonsdata.bench.measure.TimedProcess.FailedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimedProcessTest {
    @TempDir private Path directory;
    private TimedProcess processes = new TimedProcess(Path.of("unused"));

    @BeforeEach
    void processes() {
        processes = new TimedProcess(directory.resolve("log"));
    }

    @Test
    void countsTheProcessorTimeOfChildrenToo() throws Exception {
        var work = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";

        var usage = processes.run(shell("(" + work + "); sleep 0.1"));

        assertThat(usage.cpuSeconds()).isGreaterThan(0.02);
        assertThat(usage.seconds()).isGreaterThan(0.1);
        assertThat(usage.peakBytes()).isGreaterThan(100_000);
    }

    @Test
    void waitingIsNotProcessorTime() throws Exception {
        var usage = processes.run(shell("sleep 0.5"));

        assertThat(usage.seconds()).isGreaterThan(0.5);
        assertThat(usage.cpuSeconds()).isLessThan(0.3);
    }

    @Test
    void measuresToTheMilestone() throws Exception {
        var usage = processes.run(shell("echo half of it; sleep 0.5").until("half"));

        assertThat(usage.seconds()).isLessThan(usage.secondsInAll() - 0.3);
        assertThatThrownBy(() -> processes.run(shell("true").until("half")))
                .isInstanceOf(FailedException.class)
                .hasMessageContaining("never said 'half'");
    }

    @Test
    void readsAndWritesFiles() throws Exception {
        var input = Files.writeString(directory.resolve("input"), "text\n");
        var output = directory.resolve("output");

        var _ =
                processes.run(
                        shell("cat; echo $VARIABLE")
                                .with(Map.of("VARIABLE", "value"))
                                .reading(input)
                                .writing(output));

        assertThat(output).hasContent("text\nvalue\n");
    }

    @Test
    void tellsTheStatusAndTheLastLinesOfOneThatFails() {
        assertThatThrownBy(() -> processes.run(shell("echo out; echo wrong >&2; exit 3")))
                .isInstanceOf(FailedException.class)
                .hasMessage("ended with status 3: out / wrong");
    }

    @Test
    void tellsWhenThereIsNoSuchTool() {
        assertThatThrownBy(() -> processes.run(Command.of(List.of("no-such-tool-at-all"))))
                .isInstanceOf(FailedException.class)
                .hasMessageContaining("cannot be started")
                .hasMessageContaining("no-such-tool-at-all");
    }

    private static Command shell(String script) {
        return Command.of(List.of("sh", "-c", script));
    }
}
