package org.addonsdata.services.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/**
 * How many files a server may open. It inherits the limit of whoever starts it and keeps it for as
 * long as it runs; up to the hard limit it raises it by itself.
 */
public final class OpenFiles {
    private static final Path LIMITS = Path.of("/proc/self/limits");

    /** Of getrlimit(2): name, soft limit, hard limit, unit. */
    private static final Pattern HARD_LIMIT =
            Pattern.compile("(?m)^Max open files +\\S+ +([0-9]{1,18})\\b");

    /** The usual limit of a shell; tables, connections and the parts of an index fit in it. */
    private static final long NEEDED = 1024;

    private OpenFiles() {}

    /**
     * Makes sure that servers which are started now can open enough.
     *
     * @throws DataException {@link ErrorCode#SERVER_START_FAILED}
     */
    public static void requireEnough() {
        try {
            if (Files.isReadable(LIMITS)) {
                requireEnough(Files.readString(LIMITS));
            }
        } catch (IOException e) {
            // The system does not say; a server that runs out of them does.
            return;
        }
    }

    /**
     * @param limits as proc_pid_limits(5) has them
     */
    static void requireEnough(String limits) {
        var matcher = HARD_LIMIT.matcher(limits);
        if (matcher.find() && Long.parseLong(matcher.group(1)) < NEEDED) {
            throw DataException.of(
                            ErrorCode.SERVER_START_FAILED,
                            "this shell lets a process open %s files, and the servers need %,d"
                                    .formatted(matcher.group(1), NEEDED))
                    .withHint(
                            "try again in a shell where 'ulimit -H -n' says %d or more; nothing was started"
                                    .formatted(NEEDED));
        }
    }
}
