package org.addonsdata.services.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the shell that started a process wrote down.
 *
 * @param mark of {@link ProcessIdentity}; empty where the system gives none
 * @param written when
 */
record PidNote(long pid, String mark, Instant written) {
    private static final Duration CLOCK_STEP = Duration.ofSeconds(1);

    /** The note, unless there is none or it is not whole. */
    static Optional<PidNote> read(Path file) {
        try {
            var text = Files.readString(file);
            var lines = text.lines().toList();
            return text.endsWith("\n") && !lines.isEmpty()
                    ? Optional.of(
                            new PidNote(
                                    Long.parseLong(lines.getFirst()),
                                    lines.size() > 1 ? lines.get(1) : "",
                                    Files.getLastModifiedTime(file).toInstant()))
                    : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The process, if it lives. */
    Optional<ProcessIdentity> process() {
        if (!mark.isEmpty()) {
            return Optional.of(new ProcessIdentity(pid, mark)).filter(ProcessIdentity::isAlive);
        }
        var noted = written.plus(CLOCK_STEP);
        return ProcessIdentity.of(pid)
                .filter(identity -> identity.startInstant().map(noted::isAfter).orElse(false));
    }
}
