package org.addonsdata.lifecycle.usecase;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.progress.Progress.Unit;

/** Runs steps one after the other, reports each, and collects what became of them. */
final class Steps {
    private final Progress progress;
    private final Cancellation cancellation;
    private final FaultPoints faults;
    private final List<Step> steps = new ArrayList<>();

    Steps(Workplace workplace) {
        this.progress = workplace.progress();
        this.cancellation = workplace.cancellation();
        this.faults = workplace.faults();
    }

    /** The work of a step. */
    interface Work<T> {
        T run(Progress.Task task);
    }

    /**
     * @param detail tells from the work's result what was done
     */
    <T> T perform(Step.Name name, Unit unit, Work<T> work, Function<T, String> detail) {
        cancellation.check();
        faults.reached(name.point() + ".before");
        T result;
        try (var task = progress.start(name.text(), unit)) {
            result = work.run(new CancellableTask(task, cancellation));
            task.done(detail.apply(result));
            steps.add(new Step(name, true, detail.apply(result)));
        }
        faults.reached(name.point() + ".after");
        return result;
    }

    void skip(Step.Name name, String reason) {
        try (var task = progress.start(name.text(), Unit.STEPS)) {
            task.skipped(reason);
        }
        steps.add(new Step(name, false, reason));
    }

    List<Step> all() {
        return List.copyOf(steps);
    }
}
