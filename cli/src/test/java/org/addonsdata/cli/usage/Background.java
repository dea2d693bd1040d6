package org.addonsdata.cli.usage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.addonsdata.core.concurrent.Deadline;

/** A command that runs, with its output in files. */
final class Background {
    private static final Duration TIMEOUT = Duration.ofMinutes(4);
    private static final int POLL_MILLIS = 10;

    private final List<String> command;
    private final Process process;
    private final Path out;
    private final Path error;
    private final long started = System.nanoTime();

    private Background(List<String> command, Process process, Path out, Path error) {
        this.command = command;
        this.process = process;
        this.out = out;
        this.error = error;
    }

    static Background start(ProcessBuilder builder, Path outputs) {
        try {
            Files.createDirectories(outputs);
            var out = Files.createTempFile(outputs, "out", ".txt");
            var error = Files.createTempFile(outputs, "error", ".txt");
            var process =
                    builder.redirectInput(Path.of("/dev/null").toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(error.toFile())
                            .start();
            return new Background(builder.command(), process, out, error);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    Result await() {
        return await(TIMEOUT);
    }

    /** For what takes longer than any command of ours may. */
    Result await(Duration timeout) {
        try {
            if (!process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("does not end: " + command + "\n" + read(error));
            }
            return new Result(
                    command,
                    process.exitValue(),
                    read(out),
                    read(error),
                    Duration.ofNanos(System.nanoTime() - started));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the command has said the words on standard error, or has ended. */
    Background awaitSaying(String words) {
        var deadline = Deadline.after(TIMEOUT);
        while (!read(error).contains(words)) {
            if (!process.isAlive() || deadline.isOver()) {
                throw new AssertionError(
                        "never said '%s': %s\n%s".formatted(words, command, read(error)));
            }
            pause();
        }
        return this;
    }

    /** As Ctrl-C does. */
    Background interrupt() {
        Shell.run("kill", "-INT", Long.toString(pid()));
        return this;
    }

    /** As the kernel's out-of-memory killer does. */
    Background kill() {
        Shell.run("kill", "-KILL", Long.toString(pid()));
        return this;
    }

    static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
