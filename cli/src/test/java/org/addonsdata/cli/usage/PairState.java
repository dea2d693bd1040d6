package org.addonsdata.cli.usage;

import org.jspecify.annotations.Nullable;

/**
 * What one stack is between two commands, as far as pairs of them can tell.
 *
 * @param running whether the servers run
 * @param live the name of the live data; null where there is no volume
 * @param previous the name of the data that undo would bring back; null where there are none
 * @param pruned whether the snapshot that a restore names was deleted
 */
record PairState(
        boolean running, @Nullable String live, @Nullable String previous, boolean pruned) {
    /** Of data that nobody has written to since they were seeded. */
    static final String FRESH = "fresh";

    /** Of the data in the snapshot that a restore names. */
    static final String SNAPSHOT = "snapshot";

    PairState withRunning(boolean now) {
        return new PairState(now, live, previous, pruned);
    }

    /** Other data are live, and undo would bring back those that were. */
    PairState replacedBy(@Nullable String fresh) {
        return new PairState(running, fresh, live, pruned);
    }

    PairState afterPrune() {
        return new PairState(running, live, previous, true);
    }

    static PairState removed(boolean pruned) {
        return new PairState(false, null, null, pruned);
    }
}
