package org.addonsdata.snapshot.export;

import java.util.List;
import org.addonsdata.snapshot.database.Column;
import org.addonsdata.snapshot.format.RowHash;
import org.addonsdata.snapshot.wire.RowFormat;
import org.addonsdata.snapshot.wire.RowReceiver;

/**
 * Turns rows into SQL. Text is quoted, bytes are hexadecimal, text in other character sets is
 * hexadecimal behind its character set unless it is plain ASCII; so the file is UTF-8 whatever it
 * holds, and nothing is converted on the way. A row is written in one pass into a block that surely
 * has room for it; those for which no block has are left to {@link LongRow}.
 */
final class RowEncoder implements RowReceiver {
    /** Separator, brackets. */
    private static final int ROW_OVERHEAD_BYTES = 4;

    private final RowShape shape;
    private final BlockSink sink;
    private final LongRow longRow;
    private final int overheadBytes;
    private RowBlock block;
    private long rows;
    private long checksum;
    private long largestRowBytes;

    RowEncoder(List<Column> columns, BlockSink sink) {
        this.sink = sink;
        shape = new RowShape(columns);
        longRow = new LongRow(shape, sink);
        overheadBytes = ROW_OVERHEAD_BYTES + shape.overheadBytes();
        block = sink.take();
    }

    long rows() {
        return rows;
    }

    /** The sum of the rows' hashes. */
    long checksum() {
        return checksum;
    }

    long largestRowBytes() {
        return largestRowBytes;
    }

    @Override
    public void row(byte[] bytes, int from, int length) throws InterruptedException {
        var bound = overheadBytes + 2L * length;
        if (bound > RowBlock.BYTES) {
            piece(bytes, from, length);
            endOfPieces();
            return;
        }
        if (bound > block.remaining()) {
            flush();
        }
        var start = block.length;
        var end = write(bytes, from, length, block.bytes, start);
        block.length = end;
        block.addRow(end - start);
        var text = start + RowBlock.SEPARATOR_BYTES;
        count(RowHash.of(block.bytes, text, end - text), end - text);
    }

    private int write(byte[] source, int from, int length, byte[] target, int to) {
        target[to] = ',';
        target[to + 1] = '\n';
        target[to + 2] = '(';
        var at = to + 3;
        var place = from;
        for (int column = 0; column < shape.columns(); column++) {
            if (column > 0) {
                target[at++] = ',';
            }
            var bytes = source[place++] & 0xff;
            if (bytes == RowFormat.NULL) {
                at = SqlBytes.nothing(target, at);
                continue;
            }
            if (bytes > RowFormat.NULL) {
                var head = bytes;
                bytes = RowFormat.length(source, place, head);
                place += RowFormat.lengthBytes(head);
            }
            at = shape.write(column, source, place, bytes, target, at);
            place += bytes;
        }
        if (place != from + length && shape.columns() > 0) {
            throw new IllegalStateException("a row ends before or behind its last value");
        }
        target[at] = ')';
        return at + 1;
    }

    private void count(long hash, long textBytes) {
        checksum += hash;
        largestRowBytes = Math.max(largestRowBytes, textBytes);
        rows++;
    }

    @Override
    public void piece(byte[] bytes, int from, int length) throws InterruptedException {
        if (!longRow.isOpen()) {
            flush();
        }
        longRow.add(bytes, from, length);
    }

    @Override
    public void endOfPieces() throws InterruptedException {
        var textBytes = longRow.end();
        count(longRow.hash(), textBytes);
    }

    /** Gives away what is not full. */
    void flush() throws InterruptedException {
        if (block.length > 0) {
            sink.put(block);
            block = sink.take();
        }
    }

    /** Gives away the rest; no row may come after it. */
    void finish() throws InterruptedException {
        sink.put(block);
    }
}
