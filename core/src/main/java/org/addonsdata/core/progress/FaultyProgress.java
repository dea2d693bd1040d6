package org.addonsdata.core.progress;

import org.addonsdata.core.faults.FaultPoints;

/** Progress whose moments somebody listens to. */
record FaultyProgress(Progress progress, FaultPoints faults) implements Progress {
    @Override
    public Task start(String name, Unit unit) {
        return new FaultyTask(progress.start(name, unit), faults);
    }

    @Override
    public void note(String message) {
        progress.note(message);
    }

    @Override
    public void reached(String point) {
        faults.reached(point);
    }

    private static final class FaultyTask extends ForwardingTask {
        private final FaultPoints faults;

        FaultyTask(Task task, FaultPoints faults) {
            super(task);
            this.faults = faults;
        }

        @Override
        public void reached(String point) {
            faults.reached(point);
        }
    }
}
