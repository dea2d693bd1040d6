package org.addonsdata.snapshot.restore;

import java.io.InputStream;
import java.util.ArrayDeque;
import org.addonsdata.snapshot.dump.DumpReader;
import org.addonsdata.snapshot.dump.DumpStatement.Rows;
import org.addonsdata.snapshot.dump.RowSink;
import org.addonsdata.snapshot.dump.ValueKind;

/** The rows of a region as {@code LOAD DATA} reads them, one row in memory at a time. */
final class LoadDataStream extends InputStream implements RowSink {
    private static final int BLOCK_BYTES = 1 << 18;

    private final DumpReader reader;
    private final ArrayDeque<byte[]> full = new ArrayDeque<>();
    private byte[] filling = new byte[BLOCK_BYTES];
    private int filled;
    private int taken;
    private boolean firstValue;
    private boolean ended;

    LoadDataStream(DumpReader reader) {
        this.reader = reader;
    }

    @Override
    public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        fill(length);
        var whole = full.peekFirst();
        var source = whole == null ? filling : whole;
        var end = whole == null ? filled : whole.length;
        if (taken == end) {
            return -1;
        }
        var count = Math.min(length, end - taken);
        System.arraycopy(source, taken, target, offset, count);
        taken += count;
        if (taken == end) {
            taken = 0;
            if (whole == null) {
                filled = 0;
            } else {
                full.removeFirst();
            }
        }
        return count;
    }

    /** Reads rows until there is enough, so that the client sends packets of a good size. */
    private void fill(int wanted) {
        var enough = Math.min(wanted, BLOCK_BYTES / 2);
        if (ended || !full.isEmpty() || filled - taken >= enough) {
            return;
        }
        System.arraycopy(filling, taken, filling, 0, filled - taken);
        filled -= taken;
        taken = 0;
        while (!ended && full.isEmpty() && filled < enough) {
            ended = !nextRow();
        }
    }

    private boolean nextRow() {
        while (!reader.readRow(this)) {
            if (!(reader.next() instanceof Rows)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void beginRow() {
        firstValue = true;
    }

    @Override
    public void beginValue(ValueKind kind, String charset) {
        if (!firstValue) {
            put('\t');
        }
        firstValue = false;
        if (kind == ValueKind.NULL) {
            put('\\');
            put('N');
        }
    }

    @Override
    public void clean(byte[] bytes, int from, int to) {
        var start = from;
        while (start < to) {
            if (filled == BLOCK_BYTES) {
                next();
            }
            var part = Math.min(to - start, BLOCK_BYTES - filled);
            System.arraycopy(bytes, start, filling, filled, part);
            filled += part;
            start += part;
        }
    }

    @Override
    public void raw(byte[] bytes, int from, int to) {
        var start = from;
        for (int i = from; i < to; i++) {
            if (isSpecial(bytes[i])) {
                clean(bytes, start, i);
                put('\\');
                start = i;
            }
        }
        clean(bytes, start, to);
    }

    @Override
    public void single(byte value) {
        if (isSpecial(value)) {
            put('\\');
        }
        put(value);
    }

    private static boolean isSpecial(byte value) {
        return value == '\t' || value == '\n' || value == '\\';
    }

    @Override
    public void endValue() {}

    @Override
    public void endRow() {
        put('\n');
    }

    private void put(int b) {
        if (filled == BLOCK_BYTES) {
            next();
        }
        filling[filled++] = (byte) b;
    }

    private void next() {
        full.add(filling);
        filling = new byte[BLOCK_BYTES];
        filled = 0;
    }
}
