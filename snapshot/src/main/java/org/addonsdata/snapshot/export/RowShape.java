package org.addonsdata.snapshot.export;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.addonsdata.snapshot.database.Column;

/** How the values of a table's columns are written. */
final class RowShape {
    /** Comma, quotes or prefix. */
    private static final int VALUE_OVERHEAD_BYTES = 6;

    private final Column.Kind[] kinds;
    private final byte[][] introducers;
    private final boolean[] wide;

    RowShape(List<Column> columns) {
        kinds = columns.stream().map(Column::kind).toArray(Column.Kind[]::new);
        introducers =
                columns.stream()
                        .map(column -> "_" + column.charset() + " ")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new);
        wide = new boolean[kinds.length];
        for (int column = 0; column < wide.length; column++) {
            wide[column] = columns.get(column).isWide();
        }
    }

    int columns() {
        return kinds.length;
    }

    Column.Kind kind(int column) {
        return kinds[column];
    }

    /** What stands before text of that column in hexadecimal digits. */
    byte[] introducer(int column) {
        return introducers[column];
    }

    /** The most bytes that values take beyond twice their own, commas included. */
    int overheadBytes() {
        var bytes = 0;
        for (var introducer : introducers) {
            bytes += VALUE_OVERHEAD_BYTES + introducer.length;
        }
        return bytes;
    }

    /** Whether a text of another character set can be written as it is. */
    boolean isPlain(int column, byte[] source, int from, int length) {
        return !wide[column] && SqlBytes.isAscii(source, from, length);
    }

    /** Writes a value to where there is room; returns where it ends. */
    int write(int column, byte[] source, int from, int length, byte[] target, int to) {
        return switch (kinds[column]) {
            case NUMBER -> SqlBytes.copy(source, from, length, target, to);
            case FLOATING -> floating(source, from, length, target, to);
            case BIT, BYTES -> bytes(source, from, length, target, to);
            case TEMPORAL -> temporal(source, from, length, target, to);
            case UTF8, JSON, SPELLED -> quoted(source, from, length, target, to);
            case OTHER_TEXT ->
                    isPlain(column, source, from, length)
                            ? quoted(source, from, length, target, to)
                            : introduced(introducers[column], source, from, length, target, to);
        };
    }

    private static int floating(byte[] source, int from, int length, byte[] target, int to) {
        var at = SqlBytes.copy(source, from, length, target, to);
        if (SqlBytes.hasExponent(source, from, length)) {
            return at;
        }
        target[at] = 'E';
        target[at + 1] = '0';
        return at + 2;
    }

    private static int bytes(byte[] source, int from, int length, byte[] target, int to) {
        if (length == 0) {
            target[to] = '\'';
            target[to + 1] = '\'';
            return to + 2;
        }
        target[to] = '0';
        target[to + 1] = 'x';
        return SqlBytes.hex(source, from, length, target, to + 2);
    }

    /** Digits and their separators never need an escape. */
    private static int temporal(byte[] source, int from, int length, byte[] target, int to) {
        target[to] = '\'';
        var at = SqlBytes.copy(source, from, length, target, to + 1);
        target[at] = '\'';
        return at + 1;
    }

    private static int quoted(byte[] source, int from, int length, byte[] target, int to) {
        target[to] = '\'';
        var at = SqlBytes.escape(source, from, length, target, to + 1);
        target[at] = '\'';
        return at + 1;
    }

    private static int introduced(
            byte[] introducer, byte[] source, int from, int length, byte[] target, int to) {
        System.arraycopy(introducer, 0, target, to, introducer.length);
        return bytes(source, from, length, target, to + introducer.length);
    }
}
