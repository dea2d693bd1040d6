package org.addonsdata.lifecycle.restore;

import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.progress.ForwardingTask;
import org.addonsdata.core.progress.Progress;

/**
 * Progress whose tasks are moments of a fault: {@code restore.load-begins}, {@code
 * restore.load-ended}.
 */
public record ObservedProgress(Progress progress, FaultPoints faults) implements Progress {
    @Override
    public Task start(String name, Unit unit) {
        var task = progress.start(name, unit);
        faults.reached("restore." + name + "-begins");
        return new Observed(task, name, faults);
    }

    @Override
    public void note(String message) {
        progress.note(message);
    }

    @Override
    public void reached(String point) {
        faults.reached(point);
    }

    private static final class Observed extends ForwardingTask {
        private final String name;
        private final FaultPoints faults;

        Observed(Task task, String name, FaultPoints faults) {
            super(task);
            this.name = name;
            this.faults = faults;
        }

        @Override
        public void done(String summary) {
            super.done(summary);
            faults.reached("restore." + name + "-ended");
        }
    }
}
