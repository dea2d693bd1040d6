package org.addonsdata.snapshot.export;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.addonsdata.snapshot.database.Column;
import org.addonsdata.snapshot.format.RowHash;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows into SQL. Text is quoted, bytes are hexadecimal, text in other character sets is
 * hexadecimal behind its character set unless it is plain ASCII; so the file is UTF-8 whatever it
 * holds, and nothing is converted on the way.
 */
final class RowEncoder {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = {'N', 'U', 'L', 'L'};
    private static final byte[] ESCAPES = escapes();

    /** Separator, brackets. */
    private static final int ROW_OVERHEAD_BYTES = 4;

    /** Comma, quotes or prefix. */
    private static final int VALUE_OVERHEAD_BYTES = 6;

    private final Column.Kind[] kinds;
    private final byte[][] introducers;
    private final boolean[] wide;
    private final int overheadBytes;
    private final BlockSink sink;
    private RowBlock block = new RowBlock();
    private @Nullable RowHash longRowHash;
    private long rows;
    private long checksum;
    private long largestRowBytes;

    /** Takes full blocks. */
    interface BlockSink {
        void put(RowBlock block) throws InterruptedException;
    }

    RowEncoder(List<Column> columns, BlockSink sink) {
        this.sink = sink;
        kinds = columns.stream().map(Column::kind).toArray(Column.Kind[]::new);
        introducers = new byte[kinds.length][];
        wide = new boolean[kinds.length];
        var overhead = ROW_OVERHEAD_BYTES;
        for (int i = 0; i < kinds.length; i++) {
            introducers[i] =
                    ("_" + columns.get(i).charset() + " ").getBytes(StandardCharsets.UTF_8);
            wide[i] = columns.get(i).isWide();
            overhead += VALUE_OVERHEAD_BYTES + introducers[i].length;
        }
        overheadBytes = overhead;
    }

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

    long rows() {
        return rows;
    }

    long checksum() {
        return checksum;
    }

    long largestRowBytes() {
        return largestRowBytes;
    }

    /** Adds a row; values are as the server sends them. */
    void add(byte[][] values) throws InterruptedException {
        var bound = (long) overheadBytes;
        for (var value : values) {
            bound += value == null ? 0 : 2L * value.length;
        }
        if (bound > RowBlock.BYTES) {
            addLong(values);
            return;
        }
        if (bound > block.remaining()) {
            flush();
        }
        var start = block.length;
        row(values);
        var length = block.length - start;
        block.addRow(start, length);
        var text = length - RowBlock.SEPARATOR_BYTES;
        checksum += RowHash.of(block.bytes, start + RowBlock.SEPARATOR_BYTES, text);
        largestRowBytes = Math.max(largestRowBytes, text);
        rows++;
    }

    void flush() throws InterruptedException {
        if (block.length > 0) {
            sink.put(block);
            block = new RowBlock();
        }
    }

    /** A row longer than a block: its length must be known before its first byte is handed on. */
    private void addLong(byte[][] values) throws InterruptedException {
        flush();
        var length = ROW_OVERHEAD_BYTES + Math.max(0L, values.length - 1);
        for (int i = 0; i < values.length; i++) {
            length += encodedBytes(i, values[i]);
        }
        if (length > Integer.MAX_VALUE) {
            throw new IllegalStateException("a row of " + length + " bytes");
        }
        block.addRow(0, (int) length);
        longRowHash = new RowHash();
        row(values);
        flush();
        checksum += longRowHash.value();
        longRowHash = null;
        largestRowBytes = Math.max(largestRowBytes, length - RowBlock.SEPARATOR_BYTES);
        rows++;
    }

    private void row(byte[][] values) throws InterruptedException {
        block.bytes[block.length++] = ',';
        block.bytes[block.length++] = '\n';
        put('(');
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                put(',');
            }
            value(i, values[i]);
        }
        put(')');
        if (longRowHash != null) {
            hashPending();
        }
    }

    private void value(int column, byte @Nullable [] value) throws InterruptedException {
        if (value == null) {
            put(NULL, 0, NULL.length);
            return;
        }
        switch (kinds[column]) {
            case NUMBER -> put(value, 0, value.length);
            case FLOATING -> {
                put(value, 0, value.length);
                if (!hasExponent(value)) {
                    put('E');
                    put('0');
                }
            }
            case BIT, BYTES -> hex(value);
            case UTF8, JSON -> quoted(value);
            case TEMPORAL, SPELLED -> quoted(value);
            case OTHER_TEXT -> {
                if (isAscii(value) && !wide[column]) {
                    quoted(value);
                } else {
                    put(introducers[column], 0, introducers[column].length);
                    hex(value);
                }
            }
        }
    }

    private long encodedBytes(int column, byte @Nullable [] value) {
        if (value == null) {
            return NULL.length;
        }
        return switch (kinds[column]) {
            case NUMBER -> value.length;
            case FLOATING -> value.length + (hasExponent(value) ? 0L : 2L);
            case BIT, BYTES -> hexBytes(value);
            case UTF8, JSON, TEMPORAL, SPELLED -> quotedBytes(value);
            case OTHER_TEXT ->
                    isAscii(value) && !wide[column]
                            ? quotedBytes(value)
                            : introducers[column].length + hexBytes(value);
        };
    }

    private static long hexBytes(byte[] value) {
        return value.length == 0 ? 2 : 2 + 2L * value.length;
    }

    private static long quotedBytes(byte[] value) {
        var bytes = value.length + 2L;
        for (var b : value) {
            bytes += ESCAPES[b & 0xff] == 0 ? 0 : 1;
        }
        return bytes;
    }

    private static boolean hasExponent(byte[] value) {
        for (var b : value) {
            if (b == 'e' || b == 'E') {
                return true;
            }
        }
        return false;
    }

    private static boolean isAscii(byte[] value) {
        var all = 0;
        for (var b : value) {
            all |= b;
        }
        return all >= 0;
    }

    private void quoted(byte[] value) throws InterruptedException {
        put('\'');
        var runStart = 0;
        for (int i = 0; i < value.length; i++) {
            var escape = ESCAPES[value[i] & 0xff];
            if (escape != 0) {
                put(value, runStart, i - runStart);
                put('\\');
                put(escape);
                runStart = i + 1;
            }
        }
        put(value, runStart, value.length - runStart);
        put('\'');
    }

    private void hex(byte[] value) throws InterruptedException {
        if (value.length == 0) {
            put('\'');
            put('\'');
            return;
        }
        put('0');
        put('x');
        for (var b : value) {
            put(HEX[(b & 0xf0) >> 4]);
            put(HEX[b & 0xf]);
        }
    }

    private void put(int b) throws InterruptedException {
        if (block.length == RowBlock.BYTES) {
            nextPiece();
        }
        block.bytes[block.length++] = (byte) b;
    }

    private void put(byte[] bytes, int from, int count) throws InterruptedException {
        var start = from;
        var left = count;
        while (left > block.remaining()) {
            var part = block.remaining();
            System.arraycopy(bytes, start, block.bytes, block.length, part);
            block.length += part;
            start += part;
            left -= part;
            nextPiece();
        }
        System.arraycopy(bytes, start, block.bytes, block.length, left);
        block.length += left;
    }

    private void nextPiece() throws InterruptedException {
        hashPending();
        flush();
    }

    private void hashPending() {
        if (longRowHash != null) {
            var from = block.rows > 0 ? RowBlock.SEPARATOR_BYTES : 0;
            longRowHash.update(block.bytes, from, block.length - from);
        }
    }
}
