package org.addonsdata.addons.index;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The latest of some times, as the server prints a DATETIME(6): {@code 2026-11-22 15:55:59.123456}.
 * Such texts compare like the times they tell.
 */
final class ModifiedStamp {
    private byte[] latest;

    ModifiedStamp(byte[] first) {
        latest = first;
    }

    void include(byte[] time) {
        if (Arrays.compare(time, latest) > 0) {
            latest = time;
        }
    }

    byte[] latest() {
        return latest;
    }

    /** Epoch milliseconds, UTC; what is finer is cut off. */
    long epochMillis() {
        var day = LocalDate.of(digits(0, 4), digits(5, 2), digits(8, 2)).toEpochDay();
        var seconds = digits(11, 2) * 3600L + digits(14, 2) * 60L + digits(17, 2);
        return TimeUnit.DAYS.toMillis(day) + TimeUnit.SECONDS.toMillis(seconds) + millis();
    }

    private int millis() {
        return latest.length >= 23 ? digits(20, 3) : 0;
    }

    private int digits(int start, int count) {
        int value = 0;
        for (int i = start; i < start + count; i++) {
            value = value * 10 + latest[i] - '0';
        }
        return value;
    }
}
