package org.addonsdata.snapshot.export;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.addonsdata.snapshot.format.RowHash;
import org.addonsdata.snapshot.wire.RowFormat;
import org.addonsdata.snapshot.wire.RowReceiver;
import org.jspecify.annotations.Nullable;

/**
 * A row that comes in pieces and fills several blocks. Its values are written as they come; only
 * text of other character sets is kept until it is complete, as its last byte may decide how its
 * first is written. Blocks are given away once it is known whether the row fits in a statement with
 * others.
 */
final class LongRow {
    private static final byte[] NULL = "NULL".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_BYTES = "''".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEX = "0x".getBytes(StandardCharsets.US_ASCII);
    private static final int LARGEST_KEPT_BUFFER_BYTES = 1 << 20;

    private final RowShape shape;
    private final BlockSink sink;
    private final List<RowBlock> waiting = new ArrayList<>();
    private @Nullable RowBlock block;
    private RowHash hash = new RowHash();
    private long length;
    private boolean endless;

    private int column;
    private int headBytesLeft;
    private int headShift;
    private boolean inValue;
    private long valueBytesLeft;
    private byte[] kept = new byte[1024];
    private int keptBytes;

    LongRow(RowShape shape, BlockSink sink) {
        this.shape = shape;
        this.sink = sink;
    }

    /** How a value is written while it comes. */
    private enum Style {
        RAW,
        QUOTED,
        HEX,
        KEPT
    }

    private Style style() {
        return switch (shape.kind(column)) {
            case NUMBER -> Style.RAW;
            case BIT, BYTES -> Style.HEX;
            case UTF8, JSON, TEMPORAL, SPELLED -> Style.QUOTED;
            case FLOATING, OTHER_TEXT -> Style.KEPT;
        };
    }

    boolean isOpen() {
        return block != null;
    }

    /** The hash of the row that ended last. */
    long hash() {
        return hash.value();
    }

    /** Adds a piece, which begins and ends anywhere. */
    void add(byte[] bytes, int from, int count) throws InterruptedException {
        if (block == null) {
            begin();
        }
        var end = from + count;
        var place = from;
        while (place < end) {
            if (inValue) {
                var part = (int) Math.min(end - place, valueBytesLeft);
                continueValue(bytes, place, part);
                place += part;
                valueBytesLeft -= part;
                if (valueBytesLeft == 0) {
                    endValue();
                }
            } else {
                head(bytes[place] & 0xff);
                place++;
            }
        }
    }

    /** Ends the row; returns the length of its text. */
    long end() throws InterruptedException {
        if (inValue || headBytesLeft > 0 || column != shape.columns()) {
            throw new IllegalStateException("a row ends before or behind its last value");
        }
        put(')');
        completeBlock();
        if (!endless) {
            giveAway((int) length);
        }
        block = null;
        return length - RowBlock.SEPARATOR_BYTES;
    }

    private void begin() throws InterruptedException {
        block = sink.take();
        hash = new RowHash();
        length = 0;
        endless = false;
        column = 0;
        put(',');
        put('\n');
        put('(');
    }

    private void head(int value) throws InterruptedException {
        if (headBytesLeft > 0) {
            valueBytesLeft |= (long) value << headShift;
            headShift += Byte.SIZE;
            headBytesLeft--;
            if (headBytesLeft == 0) {
                beginValue();
            }
        } else if (value < RowFormat.NULL) {
            valueBytesLeft = value;
            beginValue();
        } else if (value == RowFormat.NULL) {
            separate();
            raw(NULL, 0, NULL.length);
            column++;
        } else {
            headBytesLeft = RowFormat.lengthBytes(value);
            headShift = 0;
            valueBytesLeft = 0;
        }
    }

    private void separate() throws InterruptedException {
        if (column > 0) {
            put(',');
        }
    }

    private void beginValue() throws InterruptedException {
        separate();
        inValue = true;
        switch (style()) {
            case QUOTED -> put('\'');
            case HEX -> raw(valueBytesLeft == 0 ? NO_BYTES : HEX, 0, HEX.length);
            case KEPT -> keptBytes = 0;
            case RAW -> {}
        }
        if (valueBytesLeft == 0) {
            endValue();
        }
    }

    private void continueValue(byte[] bytes, int from, int count) throws InterruptedException {
        switch (style()) {
            case RAW -> raw(bytes, from, count);
            case QUOTED -> text(bytes, from, count);
            case HEX -> hex(bytes, from, count);
            case KEPT -> keep(bytes, from, count);
        }
    }

    private void endValue() throws InterruptedException {
        switch (style()) {
            case QUOTED -> put('\'');
            case KEPT -> writeKept();
            case RAW, HEX -> {}
        }
        inValue = false;
        column++;
    }

    private void keep(byte[] bytes, int from, int count) {
        var needed = Math.addExact(keptBytes, count) + RowReceiver.SLACK_BYTES;
        if (needed > kept.length) {
            var all = keptBytes + valueBytesLeft + RowReceiver.SLACK_BYTES;
            kept = Arrays.copyOf(kept, Math.toIntExact(all));
        }
        System.arraycopy(bytes, from, kept, keptBytes, count);
        keptBytes += count;
    }

    private void writeKept() throws InterruptedException {
        if (2L * keptBytes + shape.overheadBytes() <= RowBlock.BYTES) {
            var room = room(2 * keptBytes + shape.overheadBytes());
            room.length = shape.write(column, kept, 0, keptBytes, room.bytes, room.length);
        } else if (shape.isPlain(column, kept, 0, keptBytes)) {
            put('\'');
            text(kept, 0, keptBytes);
            put('\'');
        } else {
            var introducer = shape.introducer(column);
            raw(introducer, 0, introducer.length);
            raw(HEX, 0, HEX.length);
            hex(kept, 0, keptBytes);
        }
        if (kept.length > LARGEST_KEPT_BUFFER_BYTES) {
            kept = new byte[1024];
        }
    }

    private void text(byte[] bytes, int from, int count) throws InterruptedException {
        for (int done = 0; done < count; ) {
            var room = room(2);
            var part = Math.min(count - done, room.remaining() / 2);
            room.length = SqlBytes.escape(bytes, from + done, part, room.bytes, room.length);
            done += part;
        }
    }

    private void hex(byte[] bytes, int from, int count) throws InterruptedException {
        for (int done = 0; done < count; ) {
            var room = room(2);
            var part = Math.min(count - done, room.remaining() / 2);
            room.length = SqlBytes.hex(bytes, from + done, part, room.bytes, room.length);
            done += part;
        }
    }

    private void raw(byte[] bytes, int from, int count) throws InterruptedException {
        for (int done = 0; done < count; ) {
            var room = room(1);
            var part = Math.min(count - done, room.remaining());
            System.arraycopy(bytes, from + done, room.bytes, room.length, part);
            room.length += part;
            done += part;
        }
    }

    private void put(int value) throws InterruptedException {
        var room = room(1);
        room.bytes[room.length++] = (byte) value;
    }

    /** The block to write to, which has that much room. */
    private RowBlock room(int bytes) throws InterruptedException {
        var current = block == null ? sink.take() : block;
        if (current.remaining() < bytes) {
            completeBlock();
            current = sink.take();
        }
        block = current;
        return current;
    }

    private void completeBlock() throws InterruptedException {
        var complete = Objects.requireNonNull(block);
        var from = length == 0 ? RowBlock.SEPARATOR_BYTES : 0;
        hash.update(complete.bytes, from, complete.length - from);
        length += complete.length;
        if (endless) {
            sink.put(complete);
            return;
        }
        waiting.add(complete);
        if (length > StatementCutter.STATEMENT_BYTES) {
            endless = true;
            giveAway(RowBlock.ENDLESS);
        }
    }

    private void giveAway(int rowLength) throws InterruptedException {
        waiting.getFirst().addRow(rowLength);
        for (var each : waiting) {
            sink.put(each);
        }
        waiting.clear();
    }
}
