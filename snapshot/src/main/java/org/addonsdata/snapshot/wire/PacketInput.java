package org.addonsdata.snapshot.wire;

import static org.addonsdata.core.bytes.LittleEndian.INT;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/**
 * Packets of a stream, in one buffer: three bytes of length, one of sequence, then the payload
 * ("Client/Server Protocol", MySQL Packets). A payload of 0xFFFFFF bytes goes on in the next
 * packet.
 */
final class PacketInput {
    /** The longest payload that lies together. */
    static final int BUFFER_BYTES = 1 << 17;

    static final int HEADER_BYTES = 4;
    static final int LONGEST_PAYLOAD_BYTES = 0xffffff;
    private static final int LEAST_READ_BYTES = 1 << 15;

    private final InputStream input;

    /** What was read from the stream. */
    final byte[] bytes = new byte[BUFFER_BYTES + RowReceiver.SLACK_BYTES];

    private int position;
    private int limit;
    private int sequence;
    private int payloadBytes;

    PacketInput(InputStream input) {
        this.input = input;
    }

    /** Begins the answer to a command. */
    void reset() throws IOException {
        if (position < limit) {
            throw new ProtocolException("the server sent something that nobody asked for");
        }
        position = 0;
        limit = 0;
        sequence = 1;
    }

    /** Reads the next packet's header; its payload may not be here yet. */
    void nextHeader() throws IOException {
        if (limit - position < HEADER_BYTES) {
            fill(HEADER_BYTES);
        }
        var header = (int) INT.get(bytes, position);
        if (header >>> 24 != sequence) {
            throw new ProtocolException("a packet is missing or came twice");
        }
        sequence = (sequence + 1) & 0xff;
        payloadBytes = header & LONGEST_PAYLOAD_BYTES;
        position += HEADER_BYTES;
    }

    int payloadBytes() {
        return payloadBytes;
    }

    /** Whether the payload can lie together in the buffer. */
    boolean liesTogether() {
        return payloadBytes <= BUFFER_BYTES;
    }

    /**
     * Takes the whole payload, which {@link #liesTogether}, and says where in the bytes it begins.
     */
    int take() throws IOException {
        if (limit - position < payloadBytes) {
            fill(payloadBytes);
        }
        var start = position;
        position += payloadBytes;
        return start;
    }

    /** Takes some of the payload, at least one byte, and says how many; they end at the place. */
    int takeSome(int left) throws IOException {
        if (position == limit) {
            fill(1);
        }
        var count = Math.min(left, limit - position);
        position += count;
        return count;
    }

    /** Where the bytes taken last end. */
    int place() {
        return position;
    }

    /** The payload's first byte, which stays where it is; -1 where there is none. */
    int peek() throws IOException {
        if (payloadBytes == 0) {
            return -1;
        }
        if (position == limit) {
            fill(1);
        }
        return bytes[position] & 0xff;
    }

    void skip() throws IOException {
        for (var left = payloadBytes; left > 0; ) {
            left -= takeSome(left);
        }
    }

    /** Reads until that many bytes lie together from the position on. */
    private void fill(int count) throws IOException {
        var held = limit - position;
        if (BUFFER_BYTES - position < count || BUFFER_BYTES - limit < LEAST_READ_BYTES) {
            System.arraycopy(bytes, position, bytes, 0, held);
            position = 0;
            limit = held;
        }
        while (limit - position < count) {
            limit += read();
        }
    }

    private int read() throws IOException {
        try {
            var count = input.read(bytes, limit, BUFFER_BYTES - limit);
            if (count < 0) {
                throw new EOFException("the server closed it");
            }
            return count;
        } catch (NullPointerException e) {
            // What Connector/J's stream throws when another thread closes it at that moment.
            throw new IOException("it was closed", e);
        }
    }
}
