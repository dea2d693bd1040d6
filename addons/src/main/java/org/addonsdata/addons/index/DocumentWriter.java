package org.addonsdata.addons.index;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.addonsdata.core.bytes.Buffers;
import org.jspecify.annotations.Nullable;

/**
 * Writes documents as JSON bytes on one line, one after the other. Takes values as the database
 * sent them: text in UTF-8 is escaped without being decoded, numbers are copied.
 */
final class DocumentWriter {
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final byte[] NULL = "null".getBytes(US_ASCII);
    private static final byte[] TRUE = "true".getBytes(US_ASCII);
    private static final byte[] FALSE = "false".getBytes(US_ASCII);
    private static final byte[] ZERO = {'0'};
    private static final byte[] FRACTION = {'.', '0'};
    private static final int ESCAPED_BYTES = 6;
    private static final int TIME_BYTES = 26;

    private byte[] bytes = new byte[1 << 14];
    private int length;

    /** Hands out what was written since the last time and starts anew. */
    byte[] take() {
        var document = Arrays.copyOf(bytes, length);
        length = 0;
        return document;
    }

    void startObject() {
        open('{');
    }

    void startObject(FieldName name) {
        name(name);
        put('{');
    }

    void endObject() {
        put('}');
    }

    void startArray(FieldName name) {
        name(name);
        put('[');
    }

    void endArray() {
        put(']');
    }

    void name(FieldName name) {
        ensure(name.length() + 1);
        separate();
        name.copyTo(bytes, length);
        length += name.length();
    }

    void number(long value) {
        raw(Long.toString(value).getBytes(US_ASCII));
    }

    void number(FieldName name, long value) {
        name(name);
        number(value);
    }

    void number(FieldName name, double value) {
        name(name);
        raw(Double.toString(value).getBytes(US_ASCII));
    }

    /** A number of an array; the server prints them as JSON does. Null counts as 0. */
    void number(Rows row, int column) {
        if (row.isNull(column)) {
            raw(ZERO);
        } else {
            raw(row.bytes(), row.start(column), row.length(column));
        }
    }

    void number(FieldName name, Rows row, int column) {
        name(name);
        number(row, column);
    }

    /** The same for a DOUBLE, which has a fraction even if the server prints none. */
    void decimal(FieldName name, Rows row, int column) {
        number(name, row, column);
        if (row.isNull(column) || isWhole(row.bytes(), row.start(column), row.length(column))) {
            copy(FRACTION, 0, FRACTION.length);
        }
    }

    private static boolean isWhole(byte[] number, int start, int count) {
        for (int i = start; i < start + count; i++) {
            if (number[i] == '.' || number[i] == 'e') {
                return false;
            }
        }
        return true;
    }

    void flag(FieldName name, boolean value) {
        name(name);
        raw(value ? TRUE : FALSE);
    }

    void nothing(FieldName name) {
        name(name);
        raw(NULL);
    }

    void text(String text) {
        text(Slice.of(text.getBytes(UTF_8)));
    }

    void text(FieldName name, byte[] utf8) {
        name(name);
        text(utf8, 0, utf8.length);
    }

    void text(FieldName name, Slice text) {
        name(name);
        text(text);
    }

    void text(Slice text) {
        text(text.bytes(), text.start(), text.length());
    }

    void text(Rows row, int column) {
        text(row.bytes(), row.start(column), row.length(column));
    }

    void text(FieldName name, Rows row, int column) {
        name(name);
        if (row.isNull(column)) {
            raw(NULL);
        } else {
            text(row, column);
        }
    }

    private void text(byte[] utf8, int start, int count) {
        startText();
        inText(utf8, start, count);
        endText();
    }

    void startText(FieldName name) {
        name(name);
        startText();
    }

    private void startText() {
        open('"');
    }

    void endText() {
        put('"');
    }

    /** Goes on with a text, escaping what JSON wants escaped (RFC 8259, section 7). */
    void inText(byte[] utf8, int start, int count) {
        ensure(count);
        int copied = start;
        int behind = start + count;
        for (int i = start; i < behind; i++) {
            byte one = utf8[i];
            if ((one >= 0 && one < ' ') || one == '"' || one == '\\') {
                copy(utf8, copied, i - copied);
                escape(one);
                copied = i + 1;
            }
        }
        copy(utf8, copied, behind - copied);
    }

    private void escape(byte one) {
        ensure(ESCAPED_BYTES);
        bytes[length++] = '\\';
        switch (one) {
            case '"', '\\' -> bytes[length++] = one;
            case '\n' -> bytes[length++] = 'n';
            case '\r' -> bytes[length++] = 'r';
            case '\t' -> bytes[length++] = 't';
            default -> {
                bytes[length++] = 'u';
                bytes[length++] = '0';
                bytes[length++] = '0';
                bytes[length++] = HEX[one >> 4];
                bytes[length++] = HEX[one & 0xf];
            }
        }
    }

    /**
     * Writes a DATETIME as ISO 8601 in UTC with milliseconds; one without a year, such as
     * 0000-00-00, as null.
     */
    void time(FieldName name, Rows row, int column) {
        time(name, row.sliceOrNull(column));
    }

    void time(FieldName name, @Nullable Slice datetime) {
        name(name);
        if (datetime == null || datetime.at(0) == '0') {
            raw(NULL);
            return;
        }
        ensure(TIME_BYTES);
        bytes[length] = '"';
        System.arraycopy(datetime.bytes(), datetime.start(), bytes, length + 1, 19);
        bytes[length + 11] = 'T';
        if (datetime.length() >= 23) {
            System.arraycopy(datetime.bytes(), datetime.start() + 19, bytes, length + 20, 4);
        } else {
            bytes[length + 20] = '.';
            Arrays.fill(bytes, length + 21, length + 24, (byte) '0');
        }
        bytes[length + 24] = 'Z';
        bytes[length + 25] = '"';
        length += TIME_BYTES;
    }

    /** A value that is JSON already. */
    void raw(byte[] json) {
        raw(json, 0, json.length);
    }

    private void raw(byte[] json, int start, int count) {
        ensure(1);
        separate();
        copy(json, start, count);
    }

    private void open(char bracket) {
        ensure(2);
        separate();
        bytes[length++] = (byte) bracket;
    }

    private void put(char one) {
        ensure(1);
        bytes[length++] = (byte) one;
    }

    /** A comma, unless this is the first value of an object or array, or belongs to a name. */
    private void separate() {
        if (length > 0) {
            byte last = bytes[length - 1];
            if (last != '{' && last != '[' && last != ':') {
                bytes[length++] = ',';
            }
        }
    }

    private void copy(byte[] source, int start, int count) {
        ensure(count);
        System.arraycopy(source, start, bytes, length, count);
        length += count;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Buffers.grown(bytes, length, more);
        }
    }
}
