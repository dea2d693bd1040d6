package org.addonsdata.addons.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A value as the server sent it, where it lies among its query's rows: text in UTF-8, numbers and
 * times in ASCII. Valid until the next range is read.
 */
@SuppressWarnings("ArrayRecordComponent") // It is never compared as a whole.
record Slice(byte[] bytes, int start, int length) {
    byte at(int index) {
        return bytes[start + index];
    }

    /** A copy, to be kept. */
    byte[] copy() {
        return Arrays.copyOfRange(bytes, start, start + length);
    }

    String text() {
        return new String(bytes, start, length, UTF_8);
    }

    static Slice of(byte[] bytes) {
        return new Slice(bytes, 0, bytes.length);
    }
}
