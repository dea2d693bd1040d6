package org.addonsdata.core.progress;

import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.faults.Unheard;

/**
 * Where use cases report what they do. Implementations are thread-safe and never throw, but for the
 * faults that a test asked for.
 */
public interface Progress extends Unheard {
    /** What a task counts. */
    enum Unit {
        STEPS,
        BYTES,
        ROWS,
        DOCUMENTS
    }

    /**
     * Begins a task. The caller ends it in one of its three ways; a task closed without having been
     * ended has failed.
     *
     * @param name what is being done, such as {@code "seed"}; names are unique within a command
     */
    Task start(String name, Unit unit);

    /** One line for the user that belongs to no task, such as what a recovery found. */
    void note(String message);

    /** This progress, whose moments and whose tasks' moments are told to the listener. */
    default Progress withFaults(FaultPoints faults) {
        return faults.equals(NONE) ? this : new FaultyProgress(this, faults);
    }

    /** A task under way; safe to call from several threads. */
    interface Task extends AutoCloseable, Unheard {
        /**
         * The total that {@link #advance} counts towards, where it is known; may be called again.
         */
        void total(long units);

        /** The total as far as it can be told beforehand. */
        default void estimate(long units) {
            total(units);
        }

        /** That many bytes went with what is done, to be told beside it. */
        default void bytes(long count) {}

        /** That many more units are done. */
        void advance(long units);

        /** Ended well; the summary says what was done, such as {@code "98 add-ons"}. */
        void done(String summary);

        /** Ended without doing anything, and why, such as {@code "nothing to migrate"}. */
        void skipped(String reason);

        @Override
        void close();
    }

    /** Tells nobody. */
    static Progress silent() {
        return SilentProgress.INSTANCE;
    }
}
