package org.addonsdata.search.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.addonsdata.core.bytes.Buffers;
import org.addonsdata.search.cluster.Body;

/**
 * The lines of a bulk request as they grow: for each document its action and, unless deleted, its
 * source.
 */
public final class BulkBody {
    private static final byte[] SOURCELESS_END = "}}\n".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int length;
    private long[] keys = new long[256];
    private int[] ends = new int[256];
    private int count;

    public BulkBody(int expectedBytes) {
        this.bytes = new byte[expectedBytes];
    }

    /** Writes the document whatever stands under its key. */
    public void index(long key, byte[] source) {
        action("{\"index\":{\"_id\":\"", key, "\"");
        source(key, source);
    }

    /** Writes the document unless one stands under its key. */
    public void create(long key, byte[] source) {
        action("{\"create\":{\"_id\":\"", key, "\"");
        source(key, source);
    }

    /** Writes the document if the one under its key is still in the given state. */
    public void replace(long key, DocumentState expected, byte[] source) {
        action("{\"index\":{\"_id\":\"", key, condition(expected));
        source(key, source);
    }

    /** Deletes the document if it is still in the given state. */
    public void delete(long key, DocumentState expected) {
        action("{\"delete\":{\"_id\":\"", key, condition(expected));
        append(SOURCELESS_END, 0, SOURCELESS_END.length);
        end(key);
    }

    /** Takes everything out, so that the memory can be used for another request. */
    void clear() {
        length = 0;
        count = 0;
    }

    int count() {
        return count;
    }

    int length() {
        return length;
    }

    long key(int position) {
        return keys[position];
    }

    Body toBody() {
        return Body.lines(bytes, length);
    }

    /** A request with only the documents at these positions, ascending. */
    BulkBody only(int[] positions) {
        var part =
                new BulkBody(
                        Math.max(1, (int) ((long) length * positions.length / Math.max(1, count))));
        for (int position : positions) {
            int start = position == 0 ? 0 : ends[position - 1];
            part.append(bytes, start, ends[position] - start);
            part.end(keys[position]);
        }
        return part;
    }

    private static String condition(DocumentState expected) {
        return "\",\"if_seq_no\":%d,\"if_primary_term\":%d"
                .formatted(expected.sequenceNumber(), expected.primaryTerm());
    }

    private void action(String before, long key, String after) {
        var line = (before + key + after).getBytes(StandardCharsets.US_ASCII);
        append(line, 0, line.length);
    }

    private void source(long key, byte[] source) {
        append(SOURCELESS_END, 0, SOURCELESS_END.length);
        int start = length;
        append(source, 0, source.length);
        withoutNewlines(start);
        ensure(1);
        bytes[length++] = '\n';
        end(key);
    }

    /** Newlines in JSON can only stand between its tokens; here they would end the document. */
    private void withoutNewlines(int start) {
        for (int i = start; i < length; i++) {
            if (bytes[i] == '\n') {
                bytes[i] = ' ';
            }
        }
    }

    private void append(byte[] source, int offset, int size) {
        ensure(size);
        System.arraycopy(source, offset, bytes, length, size);
        length += size;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Buffers.grown(bytes, length, more);
        }
    }

    private void end(long key) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        keys[count] = key;
        ends[count] = length;
        count++;
    }
}
