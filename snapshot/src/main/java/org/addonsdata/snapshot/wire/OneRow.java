package org.addonsdata.snapshot.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps the values of the only row as text in UTF-8; NULL is empty. */
public final class OneRow implements RowReceiver {
    private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    private List<String> values = List.of();

    /** The row's values; none before it came. */
    public List<String> values() {
        return values;
    }

    @Override
    public void row(byte[] bytes, int from, int length) {
        piece(bytes, from, length);
        endOfPieces();
    }

    @Override
    public void piece(byte[] bytes, int from, int length) {
        pieces.write(bytes, from, length);
    }

    @Override
    public void endOfPieces() {
        var row = pieces.toByteArray();
        var texts = new ArrayList<String>();
        for (int place = 0; place < row.length; ) {
            var first = row[place++] & 0xff;
            var more = RowFormat.lengthBytes(first);
            var length = first < RowFormat.NULL ? first : 0;
            for (int i = 0; i < more; i++) {
                length |= (row[place++] & 0xff) << (Byte.SIZE * i);
            }
            texts.add(new String(row, place, length, StandardCharsets.UTF_8));
            place += length;
        }
        values = texts;
        pieces.reset();
    }
}
