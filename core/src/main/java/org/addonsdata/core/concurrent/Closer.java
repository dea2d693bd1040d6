package org.addonsdata.core.concurrent;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Owns what was opened and closes it in reverse order, all of it whatever fails on the way; the
 * first failure is thrown and carries the others as suppressed ones.
 */
public final class Closer implements AutoCloseable {
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();

    /** Takes ownership and hands the resource back. */
    public synchronized <T extends AutoCloseable> T own(T resource) {
        owned.push(resource);
        return resource;
    }

    /** Gives up ownership of everything, for a constructor that succeeded. */
    public synchronized void release() {
        owned.clear();
    }

    @Override
    public synchronized void close() {
        @Nullable Throwable failure = null;
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (Throwable e) {
                if (failure == null) {
                    failure = e;
                } else if (!failure.equals(e)) {
                    failure.addSuppressed(e);
                }
            }
        }
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException("closing failed", e);
        }
    }
}
