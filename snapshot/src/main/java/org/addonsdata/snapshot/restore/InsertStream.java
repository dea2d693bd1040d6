package org.addonsdata.snapshot.restore;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.addonsdata.snapshot.dump.RowSink;
import org.addonsdata.snapshot.dump.ValueKind;

/**
 * Writes rows as SQL again, in a form that does not depend on the session: for what {@code LOAD
 * DATA} cannot say.
 */
final class InsertStream implements RowSink {
    private final StringBuilder sql = new StringBuilder();
    private final ByteArrayOutputStream value = new ByteArrayOutputStream();
    private ValueKind kind = ValueKind.NULL;
    private String charset = "";
    private boolean firstValue;
    private int rows;

    int rows() {
        return rows;
    }

    int length() {
        return sql.length();
    }

    /** The rows so far, and starts anew. */
    String take() {
        var text = sql.toString();
        sql.setLength(0);
        rows = 0;
        return text;
    }

    @Override
    public void beginRow() {
        sql.append(rows == 0 ? "(" : ",(");
        firstValue = true;
    }

    @Override
    public void beginValue(ValueKind newKind, String newCharset) {
        kind = newKind;
        charset = newCharset;
        value.reset();
        sql.append(firstValue ? "" : ",");
        firstValue = false;
    }

    @Override
    public void clean(byte[] bytes, int from, int to) {
        value.write(bytes, from, to - from);
    }

    @Override
    public void raw(byte[] bytes, int from, int to) {
        value.write(bytes, from, to - from);
    }

    @Override
    public void single(byte b) {
        value.write(b);
    }

    @Override
    public void endValue() {
        var bytes = value.toByteArray();
        switch (kind) {
            case NULL -> sql.append("NULL");
            case NUMBER, EXPRESSION -> sql.append(new String(bytes, StandardCharsets.UTF_8));
            case STRING -> string(bytes);
            case BINARY -> hex("", bytes);
            case INTRODUCED -> hex("_" + charset + " ", bytes);
        }
    }

    private void string(byte[] bytes) {
        try {
            var text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            sql.append('\'').append(text.replace("\\", "\\\\").replace("'", "''")).append('\'');
        } catch (CharacterCodingException e) {
            hex("", bytes);
        }
    }

    private void hex(String prefix, byte[] bytes) {
        sql.append(prefix);
        sql.append(bytes.length == 0 ? "''" : "0x" + HexFormat.of().formatHex(bytes));
    }

    @Override
    public void endRow() {
        sql.append(')');
        rows++;
    }
}
