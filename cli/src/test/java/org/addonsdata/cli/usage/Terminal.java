package org.addonsdata.cli.usage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.testing.TestRun;
import org.junit.jupiter.api.Assumptions;

/**
 * A command on a real terminal, a pseudo one that {@code script} of util-linux makes (on Debian in
 * the package bsdutils, which is always there). Keys are typed into it, and what it shows is read
 * with its escape sequences.
 */
final class Terminal implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int INTERRUPT = 3;

    private final Process process;
    private final OutputStream keys;
    private final Path shown;

    private Terminal(Process process, Path shown) {
        this.process = process;
        this.keys = process.getOutputStream();
        this.shown = shown;
    }

    /**
     * Runs a shell command line on a terminal of so many columns.
     *
     * @param line where {@code addons-data} is the distribution's
     */
    static Terminal run(Machine machine, int columns, String line) {
        if (!Files.isExecutable(Path.of("/usr/bin/script"))) {
            TestRun.notRun("terminal", "script (util-linux) is not installed");
            Assumptions.abort("script is not installed");
        }
        try {
            var shown = Files.createTempFile(machine.directory(), "terminal", ".txt");
            var command =
                    "stty rows 40 cols %d; addons-data() { %s \"$@\"; }; %s"
                            .formatted(columns, Distribution.launcher(), line);
            var builder =
                    new ProcessBuilder("script", "-qefc", command, "/dev/null")
                            .directory(machine.home().toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(shown.toFile());
            builder.environment().clear();
            builder.environment().putAll(machine.environment());
            builder.environment().putIfAbsent("TERM", "xterm-256color");
            builder.environment().put("SHELL", "/bin/bash");
            return new Terminal(builder.start(), shown);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that was sent to it up to now. */
    String shown() {
        try {
            return Files.readString(shown, UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines without what colours them or moves the cursor. */
    List<String> lines() {
        return shown().replaceAll("\033\\[[?0-9;]*[a-zA-Z]", "")
                .replace('\r', '\n')
                .lines()
                .toList();
    }

    /** Waits until it shows the words, in whatever colour. */
    Terminal await(String words) {
        var deadline = Deadline.after(TIMEOUT);
        while (lines().stream().noneMatch(line -> line.contains(words))) {
            if (!process.isAlive() || deadline.isOver()) {
                throw new AssertionError("never showed '%s': %s".formatted(words, shown()));
            }
            Background.pause();
        }
        return this;
    }

    /** As the key does: the terminal's foreground is sent a signal. */
    Terminal pressControlC() {
        try {
            keys.write(INTERRUPT);
            keys.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end. */
    int status() {
        try {
            if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("does not end: " + shown());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Hangs up, if it has not ended. */
    @Override
    public void close() {
        process.destroy();
    }
}
