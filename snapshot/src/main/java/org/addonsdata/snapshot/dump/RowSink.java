package org.addonsdata.snapshot.dump;

/**
 * Takes rows as they are read, piece by piece, so that no value has to fit into memory. For each
 * row: {@link #beginRow}, for each value {@link #beginValue}, any number of pieces, {@link
 * #endValue}, at last {@link #endRow}.
 */
public interface RowSink {
    void beginRow();

    /**
     * @param charset the introducer's name without its underscore in small letters, else empty
     */
    void beginValue(ValueKind kind, String charset);

    /**
     * Bytes of a string or number that hold no quote, backslash, tab or newline; valid during the
     * call only.
     */
    void clean(byte[] bytes, int from, int to);

    /** Bytes that may hold anything; valid during the call only. */
    void raw(byte[] bytes, int from, int to);

    /** One byte of a string. */
    void single(byte value);

    void endValue();

    void endRow();
}
