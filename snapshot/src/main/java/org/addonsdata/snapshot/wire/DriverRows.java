package org.addonsdata.snapshot.wire;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows of any driver, put together anew; a row is in memory as a whole. */
final class DriverRows implements RowSource {
    private static final int LONGEST_HEAD_BYTES = 9;

    private final Connection connection;
    private byte[] row = new byte[1 << 16];
    private int length;

    DriverRows(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void read(String query, RowReceiver receiver) throws SQLException, InterruptedException {
        try (var statement =
                connection.createStatement(
                        ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            // Connector/J's sign for "row by row" (reference guide, "ResultSet").
            statement.setFetchSize(Integer.MIN_VALUE);
            try (var result = statement.executeQuery(query)) {
                hand(result, receiver);
            }
        }
    }

    private void hand(ResultSet result, RowReceiver receiver)
            throws SQLException, InterruptedException {
        var columns = result.getMetaData().getColumnCount();
        while (result.next()) {
            length = 0;
            for (int column = 1; column <= columns; column++) {
                add(result.getBytes(column));
            }
            try {
                receiver.row(row, 0, length);
            } catch (InterruptedException | RuntimeException e) {
                // Otherwise closing the result would read all of its rows first.
                connection.abort(Runnable::run);
                throw e;
            }
        }
    }

    private void add(byte @Nullable [] value) {
        if (value == null) {
            reserve(1);
            row[length++] = (byte) RowFormat.NULL;
            return;
        }
        reserve(LONGEST_HEAD_BYTES + value.length);
        head(value.length);
        System.arraycopy(value, 0, row, length, value.length);
        length += value.length;
    }

    private void head(int bytes) {
        if (bytes < RowFormat.NULL) {
            row[length++] = (byte) bytes;
            return;
        }
        var first =
                bytes < 1 << 16
                        ? RowFormat.TWO_BYTES
                        : bytes < 1 << 24 ? RowFormat.THREE_BYTES : RowFormat.EIGHT_BYTES;
        row[length++] = (byte) first;
        for (int place = 0; place < RowFormat.lengthBytes(first); place++) {
            row[length++] = (byte) ((long) bytes >>> (Byte.SIZE * place));
        }
    }

    private void reserve(int more) {
        var needed = Math.addExact(Math.addExact(length, more), RowReceiver.SLACK_BYTES);
        if (needed > row.length) {
            row = Arrays.copyOf(row, Math.max(needed, (int) Math.min(2L * row.length, 1 << 30)));
        }
    }
}
