package org.addonsdata.core.progress;

import org.addonsdata.core.progress.Progress.Task;

/** Hands everything on to another task; whoever wants to see or change something overrides it. */
public abstract class ForwardingTask implements Task {
    private final Task task;

    protected ForwardingTask(Task task) {
        this.task = task;
    }

    @Override
    public void total(long units) {
        task.total(units);
    }

    @Override
    public void estimate(long units) {
        task.estimate(units);
    }

    @Override
    public void bytes(long count) {
        task.bytes(count);
    }

    @Override
    public void advance(long units) {
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
