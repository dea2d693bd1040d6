package org.addonsdata.snapshot.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps the values of the only row; NULL is empty. */
public final class OneRow implements RowReceiver {
    private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    private List<byte[]> values = List.of();

    /** One of the row's values, from 0. */
    public byte[] bytes(int index) {
        return values.get(index);
    }

    /** The row's values as text in UTF-8; none before it came. */
    public List<String> values() {
        return values.stream().map(value -> new String(value, StandardCharsets.UTF_8)).toList();
    }

    @Override
    public void piece(byte[] bytes, int from, int length) {
        pieces.write(bytes, from, length);
    }

    @Override
    public void endOfPieces() {
        var row = pieces.toByteArray();
        var found = new ArrayList<byte[]>();
        for (int place = 0; place < row.length; ) {
            var first = row[place++] & 0xff;
            var length = first == RowFormat.NULL ? 0 : RowFormat.length(row, place, first);
            place += RowFormat.lengthBytes(first);
            found.add(Arrays.copyOfRange(row, place, place + length));
            place += length;
        }
        values = found;
        pieces.reset();
    }
}
