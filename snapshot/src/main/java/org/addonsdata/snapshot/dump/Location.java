package org.addonsdata.snapshot.dump;

/**
 * A place in a dump.
 *
 * @param offset bytes before it, of the plain text
 * @param line from 1
 * @param column in bytes, from 1
 */
public record Location(long offset, long line, long column) {
    /** The first byte of a dump. */
    public static final Location START = new Location(0, 1, 1);

    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
