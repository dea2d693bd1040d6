package org.addonsdata.services.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One process, told from a later one with the same id by its start. On Linux that is the boot's id
 * and field 22 of {@code /proc/PID/stat} (see proc_pid_stat(5)); elsewhere the start as the JDK
 * reports it.
 */
record ProcessIdentity(long pid, String startMark) {
    private static final Path PROC = Path.of("/proc");
    private static final int STATE_FIELD = 0;
    private static final int THREADS_FIELD = 17;
    private static final int START_FIELD = 19;

    /**
     * The process that has the id now, unless it has ended; one that nobody has waited for has
     * ended too.
     */
    static Optional<ProcessIdentity> of(long pid) {
        return startMark(pid).map(mark -> new ProcessIdentity(pid, mark));
    }

    boolean isAlive() {
        return startMark(pid).filter(startMark::equals).isPresent();
    }

    /**
     * Whether it was stopped by a signal (SIGSTOP, or a debugger) and has not been let go on; false
     * where the system does not say.
     */
    boolean isSuspended() {
        var fields = stat(pid);
        return fields.length > START_FIELD
                && (fields[STATE_FIELD].equals("T") || fields[STATE_FIELD].equals("t"))
                && mark(fields).equals(startMark);
    }

    /** The handle to signal it with, unless it has ended. */
    Optional<ProcessHandle> handle() {
        return isAlive() ? ProcessHandle.of(pid) : Optional.empty();
    }

    /** When it started, to about a hundredth of a second; empty where the system does not say. */
    Optional<Instant> startInstant() {
        return ProcessHandle.of(pid).flatMap(handle -> handle.info().startInstant());
    }

    private static Optional<String> startMark(long pid) {
        if (pid <= 0) {
            return Optional.empty();
        }
        return Files.isDirectory(PROC.resolve("self")) ? markFromProc(pid) : markFromHandle(pid);
    }

    private static Optional<String> markFromProc(long pid) {
        var fields = stat(pid);
        if (fields.length == 0) {
            return Optional.empty();
        }
        return switch (fields[STATE_FIELD]) {
            // Its first thread has ended. As long as others have not, it still holds its files and
            // ports.
            case "Z" ->
                    fields[THREADS_FIELD].equals("1")
                            ? Optional.empty()
                            : Optional.of(mark(fields));
            case "X", "x" -> Optional.empty();
            default -> Optional.of(mark(fields));
        };
    }

    /** The fields from the third one on; none where there is no such process. */
    private static String[] stat(long pid) {
        var stat = readOrNull(PROC.resolve(Long.toString(pid)).resolve("stat"));
        // The second field is the command in parentheses, which may contain both blanks and
        // parentheses.
        return stat == null
                ? new String[0]
                : stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }

    private static String mark(String[] fields) {
        return bootId() + ":" + fields[START_FIELD];
    }

    private static Optional<String> markFromHandle(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(handle ->
                        handle.info().startInstant().map(Instant::toString).orElse("unknown"));
    }

    private static String bootId() {
        var id = readOrNull(PROC.resolve("sys/kernel/random/boot_id"));
        return id == null ? "boot" : id.strip();
    }

    private static @Nullable String readOrNull(Path file) {
        try {
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return null;
        }
    }
}
