package org.addonsdata.core.sql;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.addonsdata.core.errors.Causes;

/** Knows a server whose disk is full by what it answers. */
public final class FullDisk {
    /** ER_DISK_FULL, of MySQL's manual. */
    private static final int DISK_FULL = 1021;

    /** ER_RECORD_FILE_FULL: InnoDB calls a table full that its disk has no more room for. */
    private static final int TABLE_FULL = 1114;

    /** What a server says with all its other errors; 28 is the system's ENOSPC (errno.h). */
    private static final Pattern NO_SPACE =
            Pattern.compile("No space left|\\b(?:errno|[Ee]rror|Errcode):? 28\\b");

    private FullDisk() {}

    /** Whether a full disk is the reason of a failure, which a library may have wrapped. */
    public static boolean isReasonOf(Throwable failure) {
        return Causes.of(failure)
                .anyMatch(cause -> cause instanceof SQLException answer && isTold(answer));
    }

    private static boolean isTold(SQLException answer) {
        return answer.getErrorCode() == DISK_FULL
                || answer.getErrorCode() == TABLE_FULL
                || NO_SPACE.matcher(String.valueOf(answer.getMessage())).find();
    }
}
