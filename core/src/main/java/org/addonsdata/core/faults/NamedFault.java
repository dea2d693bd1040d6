package org.addonsdata.core.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/**
 * What tests ask for in the environment, in one line:
 *
 * <ul>
 *   <li>{@code list FILE}: every point's name is added to the file as it is passed
 *   <li>{@code kill POINT}: the process ends there as if by SIGKILL
 *   <li>{@code fail POINT}: an I/O error is thrown there
 *   <li>{@code pause POINT FILE}: the file is made there, and the work goes on when it is gone
 * </ul>
 *
 * A point that is passed several times acts the first time.
 */
public final class NamedFault {
    private static final int KILLED = 137;
    private static final int POLL_MILLIS = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private NamedFault() {}

    /**
     * @param text the line; an empty one asks for nothing
     * @throws DataException with {@link ErrorCode#SETTING_INVALID}
     */
    public static FaultPoints parse(String text) {
        if (text.isEmpty()) {
            return FaultPoints.NONE;
        }
        var action = text.split(" ", 2);
        var rest = action.length < 2 ? "" : action[1];
        var words = rest.split(" ", 2);
        return switch (action[0] + " " + (rest.isEmpty() ? 0 : words.length)) {
            case "list 1", "list 2" -> listing(Path.of(rest));
            case "kill 1" -> once(rest, () -> Runtime.getRuntime().halt(KILLED));
            case "fail 1" -> once(rest, () -> fail(rest));
            case "pause 2" -> once(words[0], () -> pause(Path.of(words[1])));
            default ->
                    throw DataException.of(
                            ErrorCode.SETTING_INVALID, "'" + text + "' is no fault to be tested");
        };
    }

    private static FaultPoints once(String wanted, Runnable action) {
        var done = new AtomicBoolean();
        return point -> {
            if (point.equals(wanted) && done.compareAndSet(false, true)) {
                action.run();
            }
        };
    }

    private static FaultPoints listing(Path file) {
        return point -> {
            try {
                Files.writeString(
                        file, point + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static void fail(String point) {
        throw new UncheckedIOException(new IOException("Input/output error at " + point));
    }

    private static void pause(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var deadline = Deadline.after(LONGEST_PAUSE);
        while (Files.exists(file) && !deadline.isOver()) {
            LockSupport.parkNanos(Duration.ofMillis(POLL_MILLIS).toNanos());
        }
    }
}
