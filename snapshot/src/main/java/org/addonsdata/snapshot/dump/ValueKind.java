package org.addonsdata.snapshot.dump;

/** How a value of a row is written. */
public enum ValueKind {
    NULL(1),
    /** A number as written, sign included; {@code TRUE} and {@code FALSE} are 1 and 0. */
    NUMBER(2),
    /** A quoted string in the connection's character set, escapes undone. */
    STRING(4),
    /** Bytes: {@code 0x…}, {@code x'…'}, {@code b'…'}, {@code _binary'…'}. */
    BINARY(8),
    /**
     * Text whose character set is written in front of it, as in {@code _latin1'…'} or {@code _gbk
     * 0x…}.
     */
    INTRODUCED(16),
    /** One of the few functions dumps use, as written. */
    EXPRESSION(32);

    private final int bit;

    ValueKind(int bit) {
        this.bit = bit;
    }

    /** One bit for each kind, for sets of kinds. */
    public int bit() {
        return bit;
    }
}
