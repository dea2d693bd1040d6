package org.addonsdata.snapshot.format;

import static org.addonsdata.core.bytes.LittleEndian.INT;
import static org.addonsdata.core.bytes.LittleEndian.LONG;

/**
 * XXH64 with seed 0 (the xxHash specification, version 0.2.0), over a row's SQL text from its
 * opening to its closing bracket. The sum of all rows' hashes does not depend on their order.
 */
public final class RowHash {
    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P1_PLUS_P2 = 0x60EA27EEADC0B5D6L;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;

    private final byte[] pending = new byte[32];
    private int pendingBytes;
    private long total;
    private long v1 = P1_PLUS_P2;
    private long v2 = P2;
    private long v3;
    private long v4 = -P1;

    /** The hash of bytes that lie together. */
    public static long of(byte[] bytes, int from, int length) {
        var end = from + length;
        var place = from;
        long hash;
        if (length >= 32) {
            long a = P1_PLUS_P2;
            long b = P2;
            long c = 0;
            long d = -P1;
            for (; place <= end - 32; place += 32) {
                a = round(a, (long) LONG.get(bytes, place));
                b = round(b, (long) LONG.get(bytes, place + 8));
                c = round(c, (long) LONG.get(bytes, place + 16));
                d = round(d, (long) LONG.get(bytes, place + 24));
            }
            hash = converge(a, b, c, d);
        } else {
            hash = P5;
        }
        return finish(hash + length, bytes, place, end);
    }

    /** Adds a piece of bytes that do not lie together. */
    public void update(byte[] bytes, int from, int length) {
        total += length;
        var place = from;
        var end = from + length;
        if (pendingBytes == 0) {
            place = stripes(bytes, place, end);
        }
        while (place < end) {
            var count = Math.min(end - place, 32 - pendingBytes);
            System.arraycopy(bytes, place, pending, pendingBytes, count);
            pendingBytes += count;
            place += count;
            if (pendingBytes == 32) {
                stripes(pending, 0, 32);
                pendingBytes = 0;
                place = stripes(bytes, place, end);
            }
        }
    }

    /** Takes as many whole stripes of 32 bytes as there are; returns where they end. */
    private int stripes(byte[] bytes, int from, int end) {
        long a = v1;
        long b = v2;
        long c = v3;
        long d = v4;
        var place = from;
        for (; place <= end - 32; place += 32) {
            a = round(a, (long) LONG.get(bytes, place));
            b = round(b, (long) LONG.get(bytes, place + 8));
            c = round(c, (long) LONG.get(bytes, place + 16));
            d = round(d, (long) LONG.get(bytes, place + 24));
        }
        v1 = a;
        v2 = b;
        v3 = c;
        v4 = d;
        return place;
    }

    /** The hash of all pieces. */
    public long value() {
        var hash = total >= 32 ? converge(v1, v2, v3, v4) : P5;
        return finish(hash + total, pending, 0, pendingBytes);
    }

    private static long converge(long a, long b, long c, long d) {
        var hash =
                Long.rotateLeft(a, 1)
                        + Long.rotateLeft(b, 7)
                        + Long.rotateLeft(c, 12)
                        + Long.rotateLeft(d, 18);
        hash = merge(hash, a);
        hash = merge(hash, b);
        hash = merge(hash, c);
        return merge(hash, d);
    }

    private static long finish(long start, byte[] bytes, int from, int end) {
        var hash = start;
        var place = from;
        for (; place <= end - 8; place += 8) {
            hash = Long.rotateLeft(hash ^ round(0, (long) LONG.get(bytes, place)), 27) * P1 + P4;
        }
        if (place <= end - 4) {
            hash =
                    Long.rotateLeft(hash ^ ((int) INT.get(bytes, place) & 0xffffffffL) * P1, 23)
                                    * P2
                            + P3;
            place += 4;
        }
        for (; place < end; place++) {
            hash = Long.rotateLeft(hash ^ (bytes[place] & 0xffL) * P5, 11) * P1;
        }
        hash = (hash ^ hash >>> 33) * P2;
        hash = (hash ^ hash >>> 29) * P3;
        return hash ^ hash >>> 32;
    }

    private static long round(long state, long input) {
        return Long.rotateLeft(state + input * P2, 31) * P1;
    }

    private static long merge(long hash, long state) {
        return (hash ^ round(0, state)) * P1 + P4;
    }
}
