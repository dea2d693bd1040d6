package org.addonsdata.snapshot.restore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.addonsdata.snapshot.dump.DumpStatement.Rows;
import org.addonsdata.snapshot.dump.Location;
import org.addonsdata.snapshot.dump.RowSink;
import org.addonsdata.snapshot.dump.ValueKind;

/**
 * INSERT statements of one table that follow each other and look alike, and how their values are
 * written. It is filled as a sink while they are read.
 */
final class RowRegion implements RowSink {
    /** Beyond the kinds' bits: a string that is not ASCII. */
    static final int NOT_ASCII = 1 << 16;

    private final Rows first;
    private final List<int[]> kinds = new ArrayList<>();
    private final Set<String> introducers = new HashSet<>();
    private long endOffset;
    private long rows;
    private int column;
    private int bits;
    private long rowBytes;
    private long valueBytes;
    private long largestRowBytes;
    private long largestRow;
    private int columns = -1;
    private boolean uneven;

    RowRegion(Rows first) {
        this.first = first;
    }

    String table() {
        return first.table();
    }

    List<String> namedColumns() {
        return first.columns();
    }

    Rows first() {
        return first;
    }

    Location start() {
        return first.location();
    }

    long length() {
        return endOffset - first.location().offset();
    }

    long rows() {
        return rows;
    }

    int columns() {
        return Math.max(0, columns);
    }

    /** Whether each of its rows becomes a row of the table. */
    boolean isPlainInsert() {
        return first.verb().equals("INSERT");
    }

    boolean isUneven() {
        return uneven;
    }

    /** The bytes of all values, as a server stores text. */
    long valueBytes() {
        return valueBytes;
    }

    /** The bytes of the largest row's values. */
    long largestRowBytes() {
        return largestRowBytes;
    }

    /** Which row that is, from 0. */
    long largestRow() {
        return largestRow;
    }

    Set<String> introducers() {
        return introducers;
    }

    /** The kinds of values that a column has, as bits. */
    int kinds(int index) {
        return index < kinds.size() ? kinds.get(index)[0] : 0;
    }

    void end(long offset) {
        endOffset = offset;
    }

    boolean continuesWith(Rows next) {
        return next.table().equals(first.table())
                && next.columns().equals(first.columns())
                && next.verb().equals(first.verb())
                && next.settings().equals(first.settings());
    }

    @Override
    public void beginRow() {
        column = 0;
        rowBytes = 0;
    }

    @Override
    public void beginValue(ValueKind kind, String charset) {
        bits = kind.bit();
        if (kind == ValueKind.INTRODUCED) {
            introducers.add(charset);
        }
    }

    @Override
    public void clean(byte[] bytes, int from, int to) {
        var all = 0;
        for (int i = from; i < to; i++) {
            all |= bytes[i];
        }
        bits |= all < 0 ? NOT_ASCII : 0;
        rowBytes += to - from;
    }

    @Override
    public void raw(byte[] bytes, int from, int to) {
        rowBytes += to - from;
    }

    @Override
    public void single(byte value) {
        rowBytes++;
    }

    @Override
    public void endValue() {
        if (column == kinds.size()) {
            kinds.add(new int[1]);
        }
        kinds.get(column)[0] |= bits;
        column++;
        rowBytes++;
    }

    @Override
    public void endRow() {
        uneven |= columns >= 0 && columns != column;
        columns = column;
        valueBytes += rowBytes;
        if (rowBytes > largestRowBytes) {
            largestRowBytes = rowBytes;
            largestRow = rows;
        }
        rows++;
    }
}
