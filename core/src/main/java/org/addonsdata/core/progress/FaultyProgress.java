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

    private record FaultyTask(Task task, FaultPoints faults) implements Task {
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
            faults.reached(point);
        }

        @Override
        public void close() {
            task.close();
        }
    }
}
