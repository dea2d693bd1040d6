package org.addonsdata.lifecycle.usecase;

import java.time.Duration;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.services.ServiceStack;

/**
 * What every use case works with.
 *
 * @param servers which may still be starting; each is waited for when it is first needed
 * @param lockWait how long to wait for another run
 */
public record Workplace(
        Application application,
        ServiceStack.Running servers,
        Progress progress,
        Cancellation cancellation,
        FaultPoints faults,
        Duration lockWait) {}
