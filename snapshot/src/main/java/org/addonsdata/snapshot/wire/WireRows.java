package org.addonsdata.snapshot.wire;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the server's protocol on the driver's stream for the time of one query: one COM_QUERY
 * packet, and its text result set ("Client/Server Protocol", COM_QUERY Response: column count,
 * column definitions, EOF unless deprecated, rows, EOF or OK). Whatever is not as it should be
 * closes the connection, so that nobody speaks on a stream that is out of step.
 */
final class WireRows implements RowSource {
    private static final byte COM_QUERY = 3;
    private static final int OK = 0x00;
    private static final int LOCAL_FILE = 0xfb;
    private static final int END = 0xfe;
    private static final int ERROR = 0xff;
    private static final int SQL_STATE_MARK = '#';
    private static final int SQL_STATE_BYTES = 5;

    private final Connection connection;
    private final DriverStream stream;
    private final PacketInput packets;

    WireRows(Connection connection, DriverStream stream) {
        this.connection = connection;
        this.stream = stream;
        this.packets = new PacketInput(stream.input());
    }

    @Override
    public void read(String query, RowReceiver receiver) throws SQLException, InterruptedException {
        if (connection.isClosed()) {
            throw new SQLNonTransientConnectionException("the connection is closed", "08003");
        }
        var inStep = false;
        try {
            send(query);
            var error = answer(receiver);
            inStep = true;
            if (error != null) {
                throw error;
            }
        } catch (IOException e) {
            throw connectionFailed(e);
        } finally {
            if (!inStep) {
                connection.abort(Runnable::run);
            }
        }
    }

    static SQLException connectionFailed(IOException cause) {
        return new SQLNonTransientConnectionException(
                "the connection failed: " + cause.getMessage(), "08S01", cause);
    }

    private void send(String query) throws IOException {
        packets.reset();
        var text = query.getBytes(StandardCharsets.UTF_8);
        var length = text.length + (stream.takesAttributes() ? 3 : 1);
        if (length >= PacketInput.LONGEST_PAYLOAD_BYTES) {
            throw new ProtocolException("a query of " + length + " bytes");
        }
        var packet = ByteBuffer.allocate(PacketInput.HEADER_BYTES + length);
        packet.put((byte) length).put((byte) (length >> 8)).put((byte) (length >> 16));
        packet.put((byte) 0).put(COM_QUERY);
        if (stream.takesAttributes()) {
            var noAttributes = (byte) 0;
            var oneSetOfThem = (byte) 1;
            packet.put(noAttributes).put(oneSetOfThem);
        }
        stream.output().write(packet.put(text).array());
        stream.output().flush();
    }

    private @Nullable SQLException answer(RowReceiver receiver)
            throws IOException, InterruptedException {
        packets.nextHeader();
        switch (packets.peek()) {
            case ERROR -> {
                return error();
            }
            case OK, LOCAL_FILE, -1 ->
                    throw new ProtocolException("the server answered a query without rows");
            default -> {}
        }
        var columns = columnCount();
        for (var column = 0; column < columns; column++) {
            packets.nextHeader();
            if (packets.peek() == ERROR) {
                return error();
            }
            packets.skip();
        }
        if (!stream.endsWithOk()) {
            packets.nextHeader();
            packets.skip();
        }
        return rows(receiver);
    }

    /** A length-encoded integer; a result has 4,096 columns at most. */
    private int columnCount() throws IOException {
        var start = packets.take();
        var first = packets.bytes[start] & 0xff;
        return RowFormat.length(packets.bytes, start + 1, first);
    }

    private @Nullable SQLException rows(RowReceiver receiver)
            throws IOException, InterruptedException {
        while (true) {
            packets.nextHeader();
            var first = packets.peek();
            if (first == ERROR) {
                return error();
            }
            if (first == END && packets.payloadBytes() < PacketInput.LONGEST_PAYLOAD_BYTES) {
                packets.skip();
                return null;
            }
            if (packets.liesTogether()) {
                receiver.row(packets.bytes, packets.take(), packets.payloadBytes());
            } else {
                longRow(receiver);
            }
        }
    }

    private void longRow(RowReceiver receiver) throws IOException, InterruptedException {
        while (true) {
            for (var left = packets.payloadBytes(); left > 0; ) {
                var count = packets.takeSome(left);
                receiver.piece(packets.bytes, packets.place() - count, count);
                left -= count;
            }
            if (packets.payloadBytes() < PacketInput.LONGEST_PAYLOAD_BYTES) {
                receiver.endOfPieces();
                return;
            }
            packets.nextHeader();
        }
    }

    /** ERR_Packet: header, number, mark and SQL state, message. */
    private SQLException error() throws IOException {
        var payload = Arrays.copyOfRange(packets.bytes, packets.take(), packets.place());
        var number = (payload[1] & 0xff) | ((payload[2] & 0xff) << 8);
        var hasState = payload.length > 3 && payload[3] == SQL_STATE_MARK;
        var text = hasState ? 4 + SQL_STATE_BYTES : 3;
        var state =
                hasState
                        ? new String(payload, 4, SQL_STATE_BYTES, StandardCharsets.US_ASCII)
                        : "HY000";
        var message = new String(payload, text, payload.length - text, StandardCharsets.UTF_8);
        return new SQLException(message, state, number);
    }
}
