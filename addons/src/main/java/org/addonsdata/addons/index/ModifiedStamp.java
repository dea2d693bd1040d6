package org.addonsdata.addons.index;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The latest of some times, as the server prints a DATETIME(6): {@code 2026-11-22 15:55:59.123456}.
 * Such texts compare like the times they tell. Used again for each add-on.
 */
final class ModifiedStamp {
    /** The column of every query that says when the row's content last changed. */
    private static final int COLUMN = 2;

    private Slice latest = Slice.of(new byte[0]);

    /** Begins anew with the time of this row. */
    void begin(Rows row) {
        latest = row.slice(COLUMN);
    }

    /** Takes the time of this row into account. */
    void include(Rows row) {
        int from = row.start(COLUMN);
        int behind = from + row.length(COLUMN);
        int end = latest.start() + latest.length();
        if (Arrays.compare(row.bytes(), from, behind, latest.bytes(), latest.start(), end) > 0) {
            latest = row.slice(COLUMN);
        }
    }

    Slice latest() {
        return latest;
    }

    /** Epoch milliseconds, UTC; what is finer is cut off. */
    long epochMillis() {
        var day = LocalDate.of(digits(0, 4), digits(5, 2), digits(8, 2)).toEpochDay();
        var seconds = digits(11, 2) * 3600L + digits(14, 2) * 60L + digits(17, 2);
        return TimeUnit.DAYS.toMillis(day) + TimeUnit.SECONDS.toMillis(seconds) + millis();
    }

    private int millis() {
        return latest.length() >= 23 ? digits(20, 3) : 0;
    }

    private int digits(int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            value = value * 10 + latest.at(i) - '0';
        }
        return value;
    }
}
