package org.addonsdata.snapshot.wire;

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
