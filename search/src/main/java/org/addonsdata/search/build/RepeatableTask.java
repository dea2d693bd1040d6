package org.addonsdata.search.build;

import java.util.concurrent.atomic.LongAdder;
import org.addonsdata.core.progress.Progress;

/** Counts what was done, so that it can be taken back when the work begins once more. */
final class RepeatableTask implements Progress.Task {
    private final Progress.Task task;
    private final LongAdder done = new LongAdder();

    RepeatableTask(Progress.Task task) {
        this.task = task;
    }

    void beginAgain() {
        task.advance(-done.sumThenReset());
    }

    @Override
    public void total(long units) {
        task.total(units);
    }

    @Override
    public void advance(long units) {
        done.add(units);
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
