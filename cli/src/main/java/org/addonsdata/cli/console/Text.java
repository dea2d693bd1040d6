package org.addonsdata.cli.console;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.addonsdata.core.progress.Progress.Unit;

/** Numbers as people read them. */
public final class Text {
    private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB"};

    /** Unicode's East Asian Width, classes W and F, by blocks. */
    private static final int[][] WIDE = {
        {0x1100, 0x115f},
        {0x2e80, 0x303e},
        {0x3041, 0xa4cf},
        {0xac00, 0xd7a3},
        {0xf900, 0xfaff},
        {0xfe30, 0xfe6f},
        {0xff00, 0xff60},
        {0xffe0, 0xffe6},
        {0x1f300, 0x1faff},
        {0x20000, 0x3fffd}
    };

    private static final Pattern COLOUR = Pattern.compile("\033\\[[0-9;]*m");

    /** Of format characters only the joiners are harmless, which some scripts and emoji need. */
    private static final Pattern UNSAFE =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\\x{200c}\\x{200d}]]");

    private static final Pattern UNSAFE_IN_JSON =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\\n\\r\\x{200c}\\x{200d}]]");

    private static final Pattern INDENTED_BREAK = Pattern.compile("\n(?= {4})");
    private static final int LONGEST_WORD = 300;
    private static final int LONGEST_LINE = 2000;
    private static final Pattern LONG_WORD =
            Pattern.compile("\\S{%d,}".formatted(LONGEST_WORD + 1));

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

    /**
     * How many columns of a terminal the text takes: two for a wide sign such as a Chinese one,
     * none for a mark upon another.
     */
    public static int columns(String text) {
        return printable(text).codePoints().map(Text::columns).sum();
    }

    private static int columns(int codePoint) {
        if (Character.getType(codePoint) == Character.NON_SPACING_MARK) {
            return 0;
        }
        for (var range : WIDE) {
            if (codePoint >= range[0] && codePoint <= range[1]) {
                return 2;
            }
        }
        return 1;
    }

    /** The text without control characters, filled up with spaces to so many columns. */
    public static String padded(String text, int columns) {
        return printable(text) + " ".repeat(Math.max(0, columns - columns(text)));
    }

    /**
     * The text in lines that a terminal need not break within a word, the second and later ones
     * indented.
     *
     * @param columns of the terminal; 0 where there is none, which leaves the text as it is
     */
    static String wrapped(String text, int columns) {
        return wrapped(text, columns, 2);
    }

    /**
     * The same with lines that are indented so far; colours take no room.
     *
     * @param indent blanks before the second and later lines
     */
    public static String wrapped(String text, int columns, int indent) {
        if (columns == 0 || visibleColumns(text) < columns) {
            return text;
        }
        var lines = new StringBuilder();
        int used = 0;
        for (var word : text.split(" ", -1)) {
            int width = visibleColumns(word);
            if (used > indent && used + 1 + width >= columns) {
                lines.append('\n').append(" ".repeat(indent));
                used = indent;
            } else if (!lines.isEmpty()) {
                lines.append(' ');
                used++;
            }
            lines.append(word);
            used += width;
        }
        return lines.toString();
    }

    private static int visibleColumns(String text) {
        return columns(COLOUR.matcher(text).replaceAll(""));
    }

    /**
     * What somebody else wrote must not steer the terminal: control characters of both ranges, what
     * reverses or hides text, and line breaks are shown as letters, such as {@code \u001b}.
     */
    public static String printable(String text) {
        var found = UNSAFE.matcher(text);
        return found.find() ? found.replaceAll(Text::escaped) : text;
    }

    private static String escaped(MatchResult found) {
        int code = found.group().codePointAt(0);
        return switch (code) {
            case '\t' -> " ";
            case '\n' -> "\\\\n";
            case '\r' -> "\\\\r";
            default -> String.format(Locale.ROOT, code < 0x10000 ? "\\\\u%04x" : "\\\\u{%x}", code);
        };
    }

    /**
     * A message as it may be shown: printable, with what is too long to be read cut. Only a line
     * break before an indented line stays, as before a log's last lines.
     */
    public static String message(String text) {
        return INDENTED_BREAK
                .splitAsStream(text)
                .map(line -> shortened(printable(line)))
                .collect(Collectors.joining("\n"));
    }

    private static String shortened(String line) {
        var words = line;
        if (line.length() > LONGEST_WORD) {
            words =
                    LONG_WORD
                            .matcher(line)
                            .replaceAll(found ->
                                    Matcher.quoteReplacement(cut(found.group(), LONGEST_WORD)));
        }
        return cut(words, LONGEST_LINE);
    }

    /** Leaves out the middle. */
    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int half = length / 2;
        return text.substring(0, half) + "[…]" + text.substring(text.length() - half);
    }

    /** JSON in which no string holds what steers a terminal; it means the same. */
    static String json(String serialised) {
        return UNSAFE_IN_JSON
                .matcher(serialised)
                .replaceAll(found -> {
                    var units = new StringBuilder();
                    found.group()
                            .chars()
                            .forEach(unit ->
                                    units.append(String.format(Locale.ROOT, "\\\\u%04x", unit)));
                    return units.toString();
                });
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
