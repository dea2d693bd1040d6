package org.addonsdata.snapshot.export;

import java.util.Arrays;

/**
 * Rows as SQL, each with a comma and a newline before it, lying one after the other. A row that is
 * longer than a block goes on in the next ones, which then start no row of their own before its
 * end.
 */
final class RowBlock {
    static final int BYTES = 1 << 18;

    /** What stands between two rows. */
    static final int SEPARATOR_BYTES = 2;

    final byte[] bytes = new byte[BYTES];
    int length;
    int rows;
    int[] starts = new int[64];
    int[] lengths = new int[64];

    /** Notes a row, separator included. */
    void addRow(int start, int rowLength) {
        if (rows == starts.length) {
            starts = Arrays.copyOf(starts, rows * 2);
            lengths = Arrays.copyOf(lengths, rows * 2);
        }
        starts[rows] = start;
        lengths[rows] = rowLength;
        rows++;
    }

    int remaining() {
        return BYTES - length;
    }
}
