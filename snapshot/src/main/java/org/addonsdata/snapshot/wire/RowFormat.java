package org.addonsdata.snapshot.wire;

import static org.addonsdata.core.bytes.LittleEndian.INT;
import static org.addonsdata.core.bytes.LittleEndian.LONG;
import static org.addonsdata.core.bytes.LittleEndian.SHORT;

/**
 * The first byte of a length-encoded string: its length, or what holds the length ("Client/Server
 * Protocol", Protocol::LengthEncodedInteger).
 */
public final class RowFormat {
    /** The first byte of a NULL; every lower one is a length. */
    public static final int NULL = 0xfb;

    /** The length follows in two bytes. */
    public static final int TWO_BYTES = 0xfc;

    /** The length follows in three bytes. */
    public static final int THREE_BYTES = 0xfd;

    /** The length follows in eight bytes. */
    public static final int EIGHT_BYTES = 0xfe;

    private RowFormat() {}

    /**
     * The length of a value.
     *
     * @param bytes with the value, or a fourth byte, behind a length of three bytes
     * @param from where the bytes behind the first one begin
     * @throws ArithmeticException if it is more than an array has
     */
    public static int length(byte[] bytes, int from, int first) {
        return switch (first) {
            case TWO_BYTES -> (short) SHORT.get(bytes, from) & 0xffff;
            case THREE_BYTES -> (int) INT.get(bytes, from) & 0xffffff;
            case EIGHT_BYTES -> Math.toIntExact((long) LONG.get(bytes, from));
            default -> first;
        };
    }

    /** How many bytes behind that first byte hold the length. */
    public static int lengthBytes(int first) {
        return switch (first) {
            case TWO_BYTES -> 2;
            case THREE_BYTES -> 3;
            case EIGHT_BYTES -> 8;
            default -> 0;
        };
    }
}
