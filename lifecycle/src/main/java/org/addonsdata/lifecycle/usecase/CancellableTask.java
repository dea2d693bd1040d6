package org.addonsdata.lifecycle.usecase;

import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.progress.Progress;

/**
 * A step's task, for work that knows of no cancellation: whoever reports progress learns that way,
 * by the exception of {@link Cancellation#check}, that the user wants it to stop.
 */
record CancellableTask(Progress.Task task, Cancellation cancellation) implements Progress.Task {
    @Override
    public void total(long units) {
        task.total(units);
    }

    @Override
    public void advance(long units) {
        cancellation.check();
        task.advance(units);
    }

    @Override
    public void done(String summary) {
        task.done(summary);
    }

    @Override
    public void skipped(String reason) {
        task.skipped(reason);
    }

    @Override
    public void reached(String point) {
        task.reached(point);
    }

    @Override
    public void close() {
        task.close();
    }
}
