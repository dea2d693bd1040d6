package org.addonsdata.lifecycle.usecase;

import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.progress.ForwardingTask;
import org.addonsdata.core.progress.Progress;

/**
 * A step's task, for work that knows of no cancellation: whoever reports progress learns that way,
 * by the exception of {@link Cancellation#check}, that the user wants it to stop.
 */
final class CancellableTask extends ForwardingTask {
    private final Cancellation cancellation;

    CancellableTask(Progress.Task task, Cancellation cancellation) {
        super(task);
        this.cancellation = cancellation;
    }

    @Override
    public void advance(long units) {
        cancellation.check();
        super.advance(units);
    }
}
