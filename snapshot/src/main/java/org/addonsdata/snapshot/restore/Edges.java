package org.addonsdata.snapshot.restore;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.addonsdata.core.concurrent.Cancellation;

/** Remembers how a dump begins and ends. */
final class Edges extends FilterInputStream {
    private final byte[] head = new byte[DumpHead.BYTES];
    private int headBytes;
    private byte[] tail = new byte[0];

    Edges(InputStream source) {
        super(source);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        var count = in.read(target, offset, length);
        if (count > 0) {
            var part = Math.min(count, DumpHead.BYTES - headBytes);
            System.arraycopy(target, offset, head, headBytes, part);
            headBytes += part;
            keepTail(target, offset, count);
        }
        return count;
    }

    private void keepTail(byte[] bytes, int offset, int count) {
        var fresh = Math.min(count, DumpHead.BYTES);
        var kept = Math.min(tail.length, DumpHead.BYTES - fresh);
        var joined = new byte[kept + fresh];
        System.arraycopy(tail, tail.length - kept, joined, 0, kept);
        System.arraycopy(bytes, offset + count - fresh, joined, kept, fresh);
        tail = joined;
    }

    void drain() throws IOException {
        var scratch = new byte[1 << 16];
        while (read(scratch, 0, scratch.length) > 0) {
            interruptionPoint();
        }
    }

    DumpHead head() {
        return new DumpHead(new String(head, 0, headBytes, StandardCharsets.UTF_8));
    }

    String tail() {
        return new String(tail, StandardCharsets.UTF_8);
    }

    private static void interruptionPoint() {
        if (Thread.currentThread().isInterrupted()) {
            throw Cancellation.interrupted();
        }
    }
}
