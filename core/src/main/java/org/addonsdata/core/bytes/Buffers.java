package org.addonsdata.core.bytes;

import java.util.Arrays;

/** Arrays of bytes that are filled from their beginning. */
public final class Buffers {
    private Buffers() {}

    /**
     * A longer copy, by half of what is filled at least, so that filling it takes linear time.
     *
     * @param length how many bytes are filled
     * @param more how many come next
     * @throws ArithmeticException if that is more than an array has
     */
    public static byte[] grown(byte[] bytes, int length, int more) {
        return Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), length + length / 2));
    }
}
