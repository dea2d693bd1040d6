package org.addonsdata.lifecycle.usecase;

import java.time.Duration;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.search.load.LoadOptions;
import org.addonsdata.services.ServiceStack;

/**
 * What every use case works with.
 *
 * @param servers which may still be starting; each is waited for when it is first needed
 * @param lockWait how long to wait for another run
 * @param undoKeep how many replaced generations undo keeps, at least 1
 * @param skipBadDocuments whether documents that the search server refuses are left out of the
 *     index and listed, instead of failing what is done
 */
public record Workplace(
        Application application,
        ServiceStack.Running servers,
        Progress progress,
        Cancellation cancellation,
        FaultPoints faults,
        Duration lockWait,
        int undoKeep,
        boolean skipBadDocuments) {
    /** How many replaced generations undo keeps unless it is told otherwise. */
    public static final int UNDO_KEEP = 2;

    /** Where a refused document fails what is done. */
    public Workplace(
            Application application,
            ServiceStack.Running servers,
            Progress progress,
            Cancellation cancellation,
            FaultPoints faults,
            Duration lockWait) {
        this(application, servers, progress, cancellation, faults, lockWait, UNDO_KEEP, false);
    }

    /** Until it is closed, whoever interrupts is told what is cleaned up then. */
    Cancellation.Registration tellOnCancel(String message) {
        return cancellation.onCancel(() -> progress.note(message));
    }

    LoadOptions loadOptions() {
        return LoadOptions.defaults().withSkipRefused(skipBadDocuments);
    }
}
