package org.addonsdata.snapshot.wire;

/**
 * Takes rows in the form of a text result set's row packet: each value is a length-encoded string,
 * NULL is the byte 0xFB ("Client/Server Protocol", ProtocolText::ResultsetRow). The bytes belong to
 * the caller and change after the call.
 */
public interface RowReceiver {
    /** As many bytes past a row or a piece may be read, whatever they hold. */
    int SLACK_BYTES = 16;

    /** A row that lies together: the same as its only piece, for who does not care. */
    default void row(byte[] bytes, int from, int length) throws InterruptedException {
        piece(bytes, from, length);
        endOfPieces();
    }

    /** The next piece of a row that is too long to lie together. */
    void piece(byte[] bytes, int from, int length) throws InterruptedException;

    /** The row whose pieces came is complete. */
    void endOfPieces() throws InterruptedException;
}
