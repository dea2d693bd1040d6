package org.addonsdata.addons.load;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.addonsdata.core.bytes.Buffers;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of rows in the order of the table's columns and keeps them as the server's
 * {@code LOAD DATA} reads them: values end with a tab, rows with a line feed, a backslash escapes,
 * and {@code \N} is NULL.
 */
public final class Row {
    private static final int INITIAL_BYTES = 1 << 14;

    private final Table table;
    private final Owner owner;
    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;
    private int values;

    Row(Table table, Owner owner) {
        this.table = table;
        this.owner = owner;
    }

    /** Is told when a row is complete. */
    interface Owner {
        void ended(Row row);
    }

    public Row number(long value) {
        return raw(Long.toString(value));
    }

    /** A number that may be missing; 0 stands for that, as no id is 0. */
    public Row reference(long id) {
        return id == 0 ? none() : number(id);
    }

    public Row decimal(double value) {
        return raw(
                value == Math.rint(value) && Math.abs(value) < 1e15
                        ? Long.toString((long) value)
                        : Double.toString(value));
    }

    public Row flag(boolean value) {
        return raw(value ? "1" : "0");
    }

    /** A moment in seconds since the epoch, UTC. */
    public Row time(long epochSecond) {
        separate();
        reserve(19);
        var time = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
        digits(time.getYear(), 4, '-');
        digits(time.getMonthValue(), 2, '-');
        digits(time.getDayOfMonth(), 2, ' ');
        digits(time.getHour(), 2, ':');
        digits(time.getMinute(), 2, ':');
        digits(time.getSecond(), 2, '\0');
        return this;
    }

    /** A moment that may be missing; 0 stands for that. */
    public Row timeOrNone(long epochSecond) {
        return epochSecond == 0 ? none() : time(epochSecond);
    }

    /**
     * When the row came to be and when it last changed, in seconds since the epoch: the columns
     * most tables end in.
     */
    public void end(long created, long modified) {
        time(created).time(modified).end();
    }

    public Row none() {
        return raw("\\N");
    }

    public Row text(@Nullable String value) {
        if (value == null) {
            return none();
        }
        separate();
        if (isPlain(value)) {
            return append(value);
        }
        var encoded = value.getBytes(StandardCharsets.UTF_8);
        reserve(encoded.length * 2);
        for (byte character : encoded) {
            escape(character);
        }
        return this;
    }

    /** Ends the row; every column must have its value. */
    public void end() {
        if (values != table.columnCount()) {
            throw new IllegalStateException(
                    table.table() + " has " + table.columnCount() + " columns, not " + values);
        }
        reserve(1);
        bytes[length++] = '\n';
        values = 0;
        owner.ended(this);
    }

    Table table() {
        return table;
    }

    int length() {
        return length;
    }

    /** Hands over what was written and starts anew. */
    byte[] take() {
        var taken = Arrays.copyOf(bytes, length);
        length = 0;
        return taken;
    }

    private Row raw(String ascii) {
        separate();
        return append(ascii);
    }

    private void separate() {
        if (values++ > 0) {
            reserve(1);
            bytes[length++] = '\t';
        }
    }

    @SuppressWarnings("deprecation")
    private Row append(String ascii) {
        reserve(ascii.length());
        ascii.getBytes(0, ascii.length(), bytes, length);
        length += ascii.length();
        return this;
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character < ' ' || character > '~' || character == '\\') {
                return false;
            }
        }
        return true;
    }

    private void escape(byte character) {
        switch (character) {
            case '\\' -> pair('\\');
            case '\t' -> pair('t');
            case '\n' -> pair('n');
            case '\r' -> pair('r');
            case 0 -> pair('0');
            default -> bytes[length++] = character;
        }
    }

    private void pair(char letter) {
        bytes[length++] = '\\';
        bytes[length++] = (byte) letter;
    }

    private void digits(int value, int count, char after) {
        int rest = value;
        for (int i = count - 1; i >= 0; i--) {
            bytes[length + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
        if (after != '\0') {
            bytes[length++] = (byte) after;
        }
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Buffers.grown(bytes, length, more);
        }
    }
}
