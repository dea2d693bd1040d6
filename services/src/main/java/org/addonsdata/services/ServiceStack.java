package org.addonsdata.services;

import java.util.Optional;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.progress.Progress;

/** A database server and a search server that belong together, with the volume they live on. */
public interface ServiceStack {
    /**
     * Starts what does not run and attaches to what does, the two servers side by side. The caller
     * holds the stack's lock.
     */
    Running start(Progress progress, Cancellation cancellation);

    /** The servers if both run and answer; never starts or changes anything. */
    Optional<Running> attach();

    /**
     * Stops both cleanly and leaves the volume; what does not run is skipped. The caller holds the
     * stack's lock.
     */
    void stop(Progress progress);

    /** What runs, where and since when, without waiting for anything. */
    StackStatus status();

    /** Servers that run or are about to. */
    interface Running extends AutoCloseable {
        /** Waits until the database answers. */
        DatabaseEndpoint database();

        /** Waits until the search server answers. */
        SearchEndpoint search();

        /** Ends the waiting; the servers go on. */
        @Override
        void close();
    }
}
