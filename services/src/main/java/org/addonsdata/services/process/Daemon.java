package org.addonsdata.services.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/**
 * A background process that outlives the command that started it, known by its run file. The file
 * is removed by {@link #stop} and {@link #kill} only: one that names no living process says that
 * the process died.
 */
public final class Daemon {
    private static final int POLL_MILLIS = 5;
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);

    /** What servers and JVMs write when they end. */
    private static final Pattern SPOKEN_END =
            Pattern.compile(
                    "got signal|Shutdown complete|\\[ERROR\\]|FATAL|fatal error|Terminating due to");

    private final RunRecord record;
    private final Path runFile;

    private Daemon(RunRecord record, Path runFile) {
        this.record = record;
        this.runFile = runFile;
    }

    /** Starts the process without attributes; see {@link #start(DaemonSpec, Map)}. */
    public static Daemon start(DaemonSpec spec) {
        return start(spec, Map.of());
    }

    /**
     * Starts the process and returns at once, whether it will live or not. The caller sees to it
     * that no other one starts with the same run file meanwhile, and that the one before is gone.
     *
     * @param attributes small facts for those who find it later, such as its port; nothing secret
     * @throws DataException {@link ErrorCode#SERVER_START_FAILED} or {@link
     *     ErrorCode#PATH_NOT_WRITABLE}
     */
    public static Daemon start(DaemonSpec spec, Map<String, String> attributes) {
        var pidFile = pidFile(spec.runFile());
        delete(pidFile);
        var intent =
                new RunRecord(
                        spec.name(),
                        RunRecord.NOT_YET,
                        Instant.now(),
                        spec.log(),
                        LogTail.prepare(spec.log()),
                        attributes);
        intent.write(spec.runFile());
        Launcher.launch(spec, pidFile);
        var pid = PidNote.read(pidFile).orElseThrow(() -> notStarted(spec)).pid();
        var identity = ProcessIdentity.of(pid).orElse(new ProcessIdentity(pid, "ended"));
        var record = intent.startedAs(identity, Instant.now());
        record.write(spec.runFile());
        delete(pidFile);
        return new Daemon(record, spec.runFile());
    }

    /** The living process of a run file. */
    public static Optional<Daemon> find(Path runFile) {
        return last(runFile).filter(Daemon::isAlive);
    }

    /** The process of a run file, living or dead; a dead one was not stopped by us. */
    public static Optional<Daemon> last(Path runFile) {
        return RunRecord.read(runFile)
                .map(record -> record.isIntent() ? adopt(record, runFile) : record)
                .map(record -> new Daemon(record, runFile));
    }

    /**
     * A process that is known by itself alone, as its run file is not where it was started.
     *
     * @return nothing if it has ended
     */
    public static Optional<Daemon> adopted(
            String name, long pid, Path log, Path runFile, Map<String, String> attributes) {
        return ProcessIdentity.of(pid)
                .map(identity ->
                        new RunRecord(
                                name,
                                identity,
                                identity.startInstant().orElseGet(Instant::now),
                                log,
                                0,
                                attributes))
                .map(record -> new Daemon(record, runFile));
    }

    /**
     * Whoever started it was killed before it could note the process. The shell's note is good
     * unless the id was given to another process since: that one has another mark, or, where the
     * system gives none, started after the note was written.
     */
    private static RunRecord adopt(RunRecord intent, Path runFile) {
        var note = PidNote.read(pidFile(runFile));
        return note.flatMap(PidNote::process)
                .map(identity -> intent.startedAs(identity, intent.started()))
                .orElse(intent);
    }

    public boolean isAlive() {
        return record.process().isAlive();
    }

    /** Whether it was stopped by a signal, so that it does not answer until it is let go on. */
    public boolean isSuspended() {
        return record.process().isSuspended();
    }

    /**
     * That it runs and does not answer, and what to do.
     *
     * @return with {@link ErrorCode#SERVER_UNREACHABLE}
     */
    public DataException unanswering() {
        return isSuspended()
                ? DataException.of(
                                ErrorCode.SERVER_UNREACHABLE,
                                "%s (process %d) does not answer: it was stopped by a signal"
                                        .formatted(name(), pid()))
                        .withHint("kill -CONT %d lets it go on; make down ends it".formatted(pid()))
                : DataException.of(
                                ErrorCode.SERVER_UNREACHABLE,
                                "%s (process %d) runs, but does not answer"
                                        .formatted(name(), pid()))
                        .withHint(
                                "it may still be starting; otherwise make down, then make up; its log is "
                                        + log());
    }

    public String name() {
        return record.name();
    }

    public long pid() {
        return record.process().pid();
    }

    /** When it was started. */
    public Instant since() {
        return record.started();
    }

    public Map<String, String> attributes() {
        return record.attributes();
    }

    public Path log() {
        return record.log();
    }

    /**
     * How a process came to its end that was not stopped by us: its log says so, or it was killed
     * and could not say anything.
     */
    public String end() {
        return SPOKEN_END.matcher(lastLogLines()).find() ? "ended by itself" : "was killed";
    }

    /** The last lines it wrote to its log since it was started. */
    public String lastLogLines() {
        return LogTail.read(record.log(), record.logOffset());
    }

    /**
     * Asks it to end (SIGTERM) and waits until it has; the run file goes then. One that has ended
     * is no error.
     *
     * @throws DataException {@link ErrorCode#SERVER_STOP_FAILED} when it does not end in time
     */
    public void stop(Duration timeout) {
        if (isSuspended()) {
            // It would get the signal to end only when it goes on.
            Launcher.resume(pid());
        }
        record.process().handle().ifPresent(handle -> signal(handle.destroy()));
        awaitEnd(timeout);
        delete(runFile);
        delete(pidFile(runFile));
    }

    /** Ends it at once (SIGKILL); the run file goes. */
    public void kill() {
        record.process().handle().ifPresent(handle -> signal(handle.destroyForcibly()));
        awaitEnd(KILL_TIMEOUT);
        delete(runFile);
        delete(pidFile(runFile));
    }

    private void signal(boolean sent) {
        if (!sent && isAlive()) {
            throw DataException.of(
                            ErrorCode.SERVER_STOP_FAILED,
                            "cannot stop " + name() + " (process " + pid() + ")")
                    .withHint("it may run as another user; stop it as that user");
        }
    }

    private void awaitEnd(Duration timeout) {
        var deadline = Deadline.after(timeout);
        while (isAlive()) {
            if (deadline.isOver()) {
                throw DataException.of(
                                ErrorCode.SERVER_STOP_FAILED,
                                "%s (process %d) did not end within %d s"
                                        .formatted(name(), pid(), timeout.toSeconds()))
                        .withHint("its log is " + log());
            }
            pause();
        }
    }

    static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.interrupted();
        }
    }

    private static Path pidFile(Path runFile) {
        return runFile.resolveSibling(runFile.getFileName() + ".pid");
    }

    private static DataException notStarted(DaemonSpec spec) {
        return DataException.of(ErrorCode.SERVER_START_FAILED, "cannot start " + spec.name())
                .withHint("its log is " + spec.log());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw DataException.of(
                    ErrorCode.PATH_NOT_WRITABLE,
                    "cannot delete " + file + ": " + e.getMessage(),
                    e);
        }
    }
}
