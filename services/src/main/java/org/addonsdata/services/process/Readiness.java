package org.addonsdata.services.process;

import java.time.Duration;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Waits for a server's first answer, no longer than the server lives. */
public final class Readiness {
    /** For how long a server may have been stopped by a signal. */
    private static final Duration SUSPENSION = Duration.ofSeconds(5);

    private static final String NO_SPACE = "No space left on device";

    private Readiness() {}

    /** Asks the server. */
    @FunctionalInterface
    public interface Probe {
        /**
         * Whether the server answers as it should. Any exception means not yet, but a {@link
         * DataException} means never and ends the waiting. An answer should not be waited for
         * longer than a second or so.
         */
        boolean isReady() throws Exception;
    }

    /**
     * Asks every few milliseconds until the answer is yes.
     *
     * @throws DataException {@link ErrorCode#SERVER_START_FAILED} with the log's last lines as soon
     *     as the process has ended or when the time is over; {@link ErrorCode#INTERRUPTED}; or what
     *     the probe threw
     */
    public static void await(
            Daemon daemon, Duration timeout, Probe probe, Cancellation cancellation) {
        var deadline = Deadline.after(timeout);
        var patience = Deadline.after(SUSPENSION);
        @Nullable Exception lastAnswer = null;
        while (true) {
            cancellation.check();
            // Asked before the probe: another server may answer on the port of one that has died.
            if (!daemon.isAlive()) {
                throw failure(daemon, daemon.name() + " ended before it was ready", lastAnswer);
            }
            if (!daemon.isSuspended()) {
                patience = Deadline.after(SUSPENSION);
            } else if (patience.isOver()) {
                throw daemon.unanswering();
            }
            try {
                if (probe.isReady()) {
                    return;
                }
            } catch (DataException e) {
                throw e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Cancellation.interrupted();
            } catch (Exception e) {
                lastAnswer = e;
            }
            if (deadline.isOver()) {
                var message =
                        "%s did not answer within %d s"
                                .formatted(daemon.name(), timeout.toSeconds());
                throw failure(daemon, message, lastAnswer);
            }
            Daemon.pause();
        }
    }

    private static DataException failure(Daemon daemon, String message, @Nullable Exception cause) {
        var lines = daemon.lastLogLines();
        if (lines.contains(NO_SPACE)) {
            return of(message + ", as its disk is full", cause)
                    .withHint("make room on the disk of " + daemon.log() + ", and try again");
        }
        var hint =
                lines.isEmpty()
                        ? "it wrote nothing to its log " + daemon.log()
                        : "the rest of its log is " + daemon.log();
        var text =
                lines.isEmpty()
                        ? message
                        : message + "; its log ends with\n" + lines.indent(4).stripTrailing();
        return of(text, cause).withHint(hint);
    }

    private static DataException of(String text, @Nullable Exception cause) {
        return cause == null
                ? DataException.of(ErrorCode.SERVER_START_FAILED, text)
                : DataException.of(ErrorCode.SERVER_START_FAILED, text, cause);
    }
}
