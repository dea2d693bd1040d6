package org.addonsdata.addons.index;

import static org.addonsdata.core.bytes.LittleEndian.INT;

import java.sql.SQLException;
import org.addonsdata.core.bytes.Buffers;
import org.addonsdata.core.details.Details;
import org.addonsdata.snapshot.wire.RowFormat;
import org.addonsdata.snapshot.wire.RowReceiver;
import org.addonsdata.snapshot.wire.RowSource;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one query, ascending by add-on, whose id is the first column; stands on one row or
 * behind the last. They lie in one buffer as the server sent them, each behind its length, and are
 * taken apart one by one; the buffer serves the next range as well.
 */
final class Rows implements RowReceiver {
    private static final long END = Long.MAX_VALUE;
    private static final int NULL = -1;
    private static final int MOST_COLUMNS = 32;

    private byte[] bytes = new byte[1 << 12];
    private int end;
    private int rowStart;
    private int next;
    private final int[] starts = new int[MOST_COLUMNS];
    private final int[] lengths = new int[MOST_COLUMNS];
    private long addon = END;

    /** Reads all rows of the query in place of those that were here, and stands on the first. */
    void read(RowSource source, String sql) throws SQLException, InterruptedException {
        long started = System.nanoTime();
        end = 0;
        next = 0;
        beginRow();
        source.read(sql, this);
        end = rowStart;
        if (Details.wanted()) {
            Details.tell("database", started, sql.replaceAll("\\s+", " "));
        }
        next();
    }

    @Override
    public void piece(byte[] source, int from, int length) {
        ensure(length);
        System.arraycopy(source, from, bytes, end, length);
        end += length;
    }

    @Override
    public void endOfPieces() {
        int length = end - rowStart - Integer.BYTES;
        INT.set(bytes, rowStart, length);
        beginRow();
    }

    private void beginRow() {
        rowStart = end;
        ensure(Integer.BYTES);
        end += Integer.BYTES;
    }

    private void ensure(int more) {
        if (bytes.length - end < more) {
            bytes = Buffers.grown(bytes, end, more);
        }
    }

    boolean atEnd() {
        return addon == END;
    }

    /** The add-on of this row. */
    long addon() {
        return addon;
    }

    /** Whether this row belongs to the add-on; rows of earlier ones are passed over. */
    boolean belongsTo(long id) {
        while (addon < id) {
            next();
        }
        return addon == id;
    }

    void next() {
        if (next == end) {
            addon = END;
            return;
        }
        int place = next + Integer.BYTES;
        next = place + (int) INT.get(bytes, next);
        for (int column = 1; place < next; column++) {
            int length = bytes[place++] & 0xff;
            if (length == RowFormat.NULL) {
                lengths[column] = NULL;
                continue;
            }
            if (length > RowFormat.NULL) {
                int first = length;
                length = RowFormat.length(bytes, place, first);
                place += RowFormat.lengthBytes(first);
            }
            starts[column] = place;
            lengths[column] = length;
            place += length;
        }
        addon = number(1);
    }

    /** Where the values lie; another array after the next read. */
    byte[] bytes() {
        return bytes;
    }

    int start(int column) {
        return starts[column];
    }

    /** How many bytes the value has; negative for NULL. */
    int length(int column) {
        return lengths[column];
    }

    @Nullable Slice sliceOrNull(int column) {
        return isNull(column) ? null : new Slice(bytes, starts[column], lengths[column]);
    }

    Slice slice(int column) {
        if (isNull(column)) {
            throw new IllegalStateException("column " + column + " is never null");
        }
        return new Slice(bytes, starts[column], lengths[column]);
    }

    boolean isNull(int column) {
        return lengths[column] < 0;
    }

    boolean flag(int column) {
        return number(column) != 0;
    }

    /** A whole number; null counts as 0. */
    long number(int column) {
        int place = starts[column];
        int behind = place + lengths[column];
        if (isNull(column) || place == behind) {
            return 0;
        }
        var negative = bytes[place] == '-';
        long value = 0;
        for (int i = negative ? place + 1 : place; i < behind; i++) {
            value = value * 10 + bytes[i] - '0';
        }
        return negative ? -value : value;
    }

    /** A number; null counts as 0. */
    double decimal(int column) {
        return isNull(column) ? 0 : Double.parseDouble(slice(column).text());
    }
}
