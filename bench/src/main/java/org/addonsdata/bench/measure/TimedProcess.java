package org.addonsdata.bench.measure;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands, one after the other, and tells what each took: its time from start to end, and to
 * its milestone where it has one, the processor time of it and its children as Linux tells it when
 * they have ended, and the most memory it had at once, which is looked up all the time as nothing
 * tells it afterwards.
 *
 * @param log what the commands print, the last one's only
 */
public record TimedProcess(Path log) {
    private static final long MOST_NANOS = TimeUnit.HOURS.toNanos(2);
    private static final int POLL_MILLIS = 20;
    private static final int LINES_SHOWN = 5;

    /** A command that did not end well; its message has the last lines it printed. */
    public static final class FailedException extends Exception {
        private static final long serialVersionUID = 1;

        public FailedException(String message) {
            super(message);
        }
    }

    /**
     * @throws FailedException if it cannot be started, does not end within two hours or ends with
     *     another status than 0
     */
    public Usage run(Command command) throws FailedException, IOException, InterruptedException {
        var cpuBefore = Usage.endedChildrenCpuSeconds();
        var start = System.nanoTime();
        var process = start(command);
        try {
            long peak = 0;
            var milestone = command.milestone();
            var reached = 0.0;
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, peakBytes(process));
                if (milestone != null && reached == 0 && printed(milestone)) {
                    reached = secondsSince(start);
                }
                if (System.nanoTime() - start > MOST_NANOS) {
                    throw new FailedException("took more than two hours");
                }
            }
            var seconds = secondsSince(start);
            if (process.exitValue() != 0) {
                throw new FailedException(
                        "ended with status %d: %s".formatted(process.exitValue(), lastLines()));
            }
            if (milestone != null && reached == 0) {
                throw new FailedException("never said '%s'".formatted(milestone));
            }
            return new Usage(
                    milestone == null ? seconds : reached,
                    seconds,
                    Usage.endedChildrenCpuSeconds() - cpuBefore,
                    peak);
        } finally {
            process.destroyForcibly();
        }
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private boolean printed(String text) throws IOException {
        return Files.readString(log, StandardCharsets.ISO_8859_1).contains(text);
    }

    private Process start(Command command) throws FailedException {
        var builder = new ProcessBuilder(command.words());
        OwnEnvironment.of(builder, command.environment());
        var input = command.input();
        var output = command.output();
        builder.redirectInput(
                input == null ? Redirect.from(DEV_NULL) : Redirect.from(input.toFile()));
        builder.redirectError(log.toFile());
        if (output == null) {
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
        } else {
            builder.redirectOutput(output.toFile());
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new FailedException("cannot be started: " + e.getMessage());
        }
    }

    private static final java.io.File DEV_NULL = new java.io.File("/dev/null");

    /** 0 of one that ends at that moment, of which Linux says so in more than one way. */
    private static long peakBytes(Process process) {
        try {
            return Usage.peakBytes(Long.toString(process.pid())).orElse(0);
        } catch (IOException _) {
            return 0;
        }
    }

    private String lastLines() throws IOException {
        var lines = Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
        return String.join(
                " / ", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }
}
