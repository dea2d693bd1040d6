package org.addonsdata.snapshot.export;

import static org.addonsdata.core.bytes.LittleEndian.INT;
import static org.addonsdata.core.bytes.LittleEndian.LONG;
import static org.addonsdata.core.bytes.LittleEndian.SHORT;

import java.nio.charset.StandardCharsets;
import org.addonsdata.snapshot.wire.RowReceiver;

/**
 * Copies values into SQL, eight bytes at a time. Every method may read and write up to {@link
 * #SLACK_BYTES} past the end, whatever is there; the target has room for twice the value.
 */
final class SqlBytes {
    static final int SLACK_BYTES = RowReceiver.SLACK_BYTES;

    private static final int SHORT_COPY_BYTES = 64;
    private static final int NULL = 'N' | 'U' << 8 | 'L' << 16 | 'L' << 24;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long BLANKS = ' ' * ONES;
    private static final long QUOTES = '\'' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final byte[] ESCAPES = escapes();
    private static final short[] HEX = hexPairs();

    private SqlBytes() {}

    private static byte[] escapes() {
        var table = new byte[256];
        table[0] = '0';
        table['\n'] = 'n';
        table['\r'] = 'r';
        table[26] = 'Z';
        table['\''] = '\'';
        table['\\'] = '\\';
        return table;
    }

    private static short[] hexPairs() {
        var digits = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
        var table = new short[256];
        for (int value = 0; value < table.length; value++) {
            table[value] = (short) (digits[value >> 4] | digits[value & 0xf] << 8);
        }
        return table;
    }

    /** Writes a NULL; returns where it ends. */
    static int nothing(byte[] target, int to) {
        INT.set(target, to, NULL);
        return to + Integer.BYTES;
    }

    /** Copies bytes as they are; returns where they end. */
    static int copy(byte[] source, int from, int length, byte[] target, int to) {
        if (length > SHORT_COPY_BYTES) {
            System.arraycopy(source, from, target, to, length);
        } else {
            for (int done = 0; done < length; done += Long.BYTES) {
                LONG.set(target, to + done, (long) LONG.get(source, from + done));
            }
        }
        return to + length;
    }

    /** Copies text and puts a backslash before what needs one; returns where it ends. */
    static int escape(byte[] source, int from, int length, byte[] target, int to) {
        var end = from + length;
        var place = from;
        var at = to;
        while (place < end) {
            var eight = (long) LONG.get(source, place);
            LONG.set(target, at, eight);
            var suspects = suspects(eight);
            var clean = suspects == 0 ? Long.BYTES : Long.numberOfTrailingZeros(suspects) >> 3;
            if (place + clean >= end) {
                return at + end - place;
            }
            place += clean;
            at += clean;
            if (suspects != 0) {
                at = escapeOne(source[place], target, at);
                place++;
            }
        }
        return at;
    }

    private static int escapeOne(byte value, byte[] target, int to) {
        var escape = ESCAPES[value & 0xff];
        if (escape == 0) {
            target[to] = value;
            return to + 1;
        }
        target[to] = '\\';
        target[to + 1] = escape;
        return to + 2;
    }

    /**
     * The high bit of bytes below a blank, of quotes and backslashes. Above the lowest such bit
     * there may be wrong ones (Hacker's Delight, "Find First 0-Byte"), below it there are none.
     */
    private static long suspects(long eight) {
        var quotes = eight ^ QUOTES;
        var backslashes = eight ^ BACKSLASHES;
        return ((eight - BLANKS & ~eight)
                        | (quotes - ONES & ~quotes)
                        | (backslashes - ONES & ~backslashes))
                & HIGH_BITS;
    }

    /** Writes two digits a byte; returns where they end. */
    static int hex(byte[] source, int from, int length, byte[] target, int to) {
        var at = to;
        for (int place = from; place < from + length; place++) {
            SHORT.set(target, at, HEX[source[place] & 0xff]);
            at += 2;
        }
        return at;
    }

    static boolean isAscii(byte[] source, int from, int length) {
        var end = from + length;
        var place = from;
        var all = 0L;
        for (; place <= end - Long.BYTES; place += Long.BYTES) {
            all |= (long) LONG.get(source, place);
        }
        for (; place < end; place++) {
            all |= source[place];
        }
        return (all & HIGH_BITS) == 0;
    }

    static boolean hasExponent(byte[] source, int from, int length) {
        for (int place = from; place < from + length; place++) {
            if ((source[place] | 0x20) == 'e') {
                return true;
            }
        }
        return false;
    }
}
