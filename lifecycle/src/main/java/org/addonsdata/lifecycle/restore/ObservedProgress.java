package org.addonsdata.lifecycle.restore;

import org.addonsdata.core.faults.FaultPoints;
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

    private record Observed(Task task, String name, FaultPoints faults) implements Task {
        @Override
        public void total(long units) {
            task.total(units);
        }

        @Override
        public void advance(long units) {
            task.advance(units);
        }

        @Override
        public void done(String summary) {
            task.done(summary);
            faults.reached("restore." + name + "-ended");
        }

        @Override
        public void skipped(String reason) {
            task.skipped(reason);
        }

        @Override
        public void reached(String point) {
            faults.reached(point);
        }

        @Override
        public void close() {
            task.close();
        }
    }
}
