package org.addonsdata.core.concurrent;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/**
 * Tells work that the user wants it to stop (Ctrl-C, SIGTERM). Loops call {@link #check}; whoever
 * waits where a check cannot reach (a socket, a statement) registers an action that wakes it.
 */
public final class Cancellation {
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final CopyOnWriteArrayList<Runnable> actions = new CopyOnWriteArrayList<>();

    /** Cancels, once; actions run on the calling thread in the order of registration. */
    public void cancel() {
        if (cancelled.compareAndSet(false, true)) {
            actions.forEach(Runnable::run);
        }
    }

    public boolean isCancelled() {
        return cancelled.get();
    }

    /**
     * Ends the work if it was cancelled.
     *
     * @throws DataException with {@link ErrorCode#INTERRUPTED}
     */
    public void check() {
        if (cancelled.get()) {
            throw interrupted();
        }
    }

    /**
     * Runs the action on cancellation, at once if that has happened, until the registration is
     * closed.
     */
    public Registration onCancel(Runnable action) {
        actions.add(action);
        if (cancelled.get() && actions.remove(action)) {
            action.run();
        }
        return () -> actions.remove(action);
    }

    public static DataException interrupted() {
        return DataException.of(ErrorCode.INTERRUPTED, "interrupted");
    }

    /** Ends an action's registration. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
