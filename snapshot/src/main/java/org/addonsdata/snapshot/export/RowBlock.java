package org.addonsdata.snapshot.export;

import java.util.Arrays;

/**
 * Rows as SQL, each with a comma and a newline before it, lying one after the other. A row that is
 * longer than a block begins one and goes on in the next ones, which then hold nothing else and
 * count no row.
 */
final class RowBlock {
    static final int BYTES = 1 << 18;

    /** What stands between two rows. */
    static final int SEPARATOR_BYTES = 2;

    /** The length of a row that goes on for longer than a statement may. */
    static final int ENDLESS = Integer.MAX_VALUE;

    final byte[] bytes = new byte[BYTES + SqlBytes.SLACK_BYTES];
    int length;
    int rows;
    int[] lengths = new int[1024];

    /** Notes a row, separator included. */
    void addRow(int rowLength) {
        if (rows == lengths.length) {
            lengths = Arrays.copyOf(lengths, rows * 2);
        }
        lengths[rows] = rowLength;
        rows++;
    }

    int remaining() {
        return BYTES - length;
    }

    /** Makes it as new. */
    void clear() {
        length = 0;
        rows = 0;
    }
}
