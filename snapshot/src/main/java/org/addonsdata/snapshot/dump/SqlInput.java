package org.addonsdata.snapshot.dump;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/**
 * A window that slides over a dump's bytes. Only what lies behind a mark is kept, so memory is
 * bounded by the largest marked stretch, which has a limit. Lines are counted as bytes leave the
 * window.
 */
final class SqlInput {
    private static final int INITIAL_BYTES = 1 << 18;
    private static final int NO_MARK = -1;

    private final InputStream source;
    private final int maxMarkedBytes;
    private byte[] buffer;
    private int position;
    private int limit;
    private int mark = NO_MARK;
    private long baseOffset;
    private int counted;
    private long line;
    private long column;

    SqlInput(InputStream source, int maxMarkedBytes, Location start) {
        this.source = source;
        this.maxMarkedBytes = maxMarkedBytes;
        this.buffer = new byte[Math.min(INITIAL_BYTES, maxMarkedBytes)];
        this.baseOffset = start.offset();
        this.line = start.line();
        this.column = start.column();
    }

    byte[] buffer() {
        return buffer;
    }

    int position() {
        return position;
    }

    int limit() {
        return limit;
    }

    void position(int newPosition) {
        position = newPosition;
    }

    /** The byte that many places ahead, or -1 after the end. */
    int peek(int ahead) {
        while (position + ahead >= limit) {
            if (!fill()) {
                return -1;
            }
        }
        return buffer[position + ahead] & 0xff;
    }

    int peek() {
        return position < limit ? buffer[position] & 0xff : peek(0);
    }

    void skip(int bytes) {
        position += bytes;
    }

    /** Keeps everything from here until {@link #unmark}. */
    void mark() {
        mark = position;
    }

    void unmark() {
        mark = NO_MARK;
    }

    /** How far the position is behind the mark. */
    int sinceMark() {
        return position - mark;
    }

    byte[] marked(int from, int to) {
        return Arrays.copyOfRange(buffer, mark + from, mark + to);
    }

    long offset() {
        return baseOffset + position;
    }

    /** Where the next byte is; counts on from the last place that was asked for. */
    Location location() {
        countTo(position);
        return new Location(baseOffset + position, line, column);
    }

    /** Two plain loops, which the compiler makes fast: every byte of a dump passes here. */
    private void countTo(int place) {
        if (place <= counted) {
            return;
        }
        var newlines = 0L;
        for (int i = counted; i < place; i++) {
            newlines += buffer[i] == '\n' ? 1 : 0;
        }
        if (newlines == 0) {
            column += (long) place - counted;
        } else {
            var last = place - 1;
            while (buffer[last] != '\n') {
                last--;
            }
            line += newlines;
            column = (long) place - last;
        }
        counted = place;
    }

    /** Makes at least one more byte available behind the limit; false at the end of the dump. */
    boolean fill() {
        var keepFrom = mark == NO_MARK ? position : mark;
        if (keepFrom > 0) {
            discard(keepFrom);
        }
        if (limit == buffer.length) {
            grow();
        }
        try {
            var count = source.read(buffer, limit, buffer.length - limit);
            if (count <= 0) {
                return false;
            }
            limit += count;
            return true;
        } catch (IOException e) {
            throw DataException.of(
                            ErrorCode.SNAPSHOT_DAMAGED,
                            "cannot read the dump after byte "
                                    + (baseOffset + limit)
                                    + ": "
                                    + e.getMessage(),
                            e)
                    .withHint("the file is cut off or damaged; take another snapshot");
        }
    }

    private void discard(int count) {
        countTo(count);
        counted -= count;
        baseOffset += count;
        System.arraycopy(buffer, count, buffer, 0, limit - count);
        position -= count;
        limit -= count;
        mark = mark == NO_MARK ? NO_MARK : mark - count;
    }

    private void grow() {
        if (buffer.length >= maxMarkedBytes) {
            throw DataException.of(
                            ErrorCode.STATEMENT_REFUSED,
                            "a statement or name at "
                                    + location()
                                    + " is longer than "
                                    + maxMarkedBytes
                                    + " bytes")
                    .withHint("definitions are never that long; the file is damaged or not a dump");
        }
        buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, maxMarkedBytes));
    }
}
