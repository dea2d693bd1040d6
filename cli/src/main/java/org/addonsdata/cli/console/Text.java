package org.addonsdata.cli.console;

import java.time.Duration;
import java.util.Locale;
import org.addonsdata.core.progress.Progress.Unit;

/** Numbers as people read them. */
public final class Text {
    private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB"};

    private Text() {}

    /**
     * Such as {@code "0.4 s"}, {@code "12 s"}, {@code "3 min 5 s"}, {@code "2 h 5 min"}, {@code "3
     * days"}.
     */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        if (seconds < 2 * 86_400) {
            return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
        }
        return seconds / 86_400 + " days";
    }

    /** Decimal units, such as {@code "1.3 GB"}. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < BYTE_UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0
                ? bytes + " B"
                : String.format(
                        Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, BYTE_UNITS[unit]);
    }

    /** With separators, such as {@code "100,000"}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String amount(long amount, Unit unit) {
        return switch (unit) {
            case BYTES -> bytes(amount);
            case ROWS -> count(amount) + " rows";
            case DOCUMENTS -> count(amount) + " documents";
            case STEPS -> count(amount);
        };
    }
}
