package org.addonsdata.search.build;

import java.util.concurrent.atomic.LongAdder;
import org.addonsdata.core.progress.ForwardingTask;
import org.addonsdata.core.progress.Progress;

/** Counts what was done, so that it can be taken back when the work begins once more. */
final class RepeatableTask extends ForwardingTask {
    private final LongAdder done = new LongAdder();

    RepeatableTask(Progress.Task task) {
        super(task);
    }

    void beginAgain() {
        super.advance(-done.sumThenReset());
    }

    @Override
    public void advance(long units) {
        done.add(units);
        super.advance(units);
    }
}
