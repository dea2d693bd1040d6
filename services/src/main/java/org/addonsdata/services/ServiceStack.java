package org.addonsdata.services;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.ProcessLock;
import org.addonsdata.core.progress.Progress;

/**
 * A database server and a search server that belong together, and where their data lives. There is
 * one implementation for each {@link Mode}; commands know this interface alone.
 */
public interface ServiceStack {
    Mode mode();

    /** Where the data lives, as a sentence names it, such as {@code "the volume another"}. */
    String place();

    /**
     * The host whose name must be typed before its data is replaced, as it may be production;
     * nothing for servers on this machine or in a private network.
     */
    default Optional<String> guardedHost() {
        return Optional.empty();
    }

    /**
     * Serialises what changes the stack from this machine; what the lock needs, such as a volume,
     * is made if it is missing.
     *
     * @param purpose told to others who wait, such as {@code "up"}
     * @param onWait told once, with the holder, when there is something to wait for
     * @throws DataException {@link ErrorCode#LOCKED} that names the holder
     */
    ProcessLock lock(String purpose, Duration wait, Consumer<String> onWait);

    /**
     * The same for what makes nothing, such as a stop: nothing is made, and nothing locked, where
     * there is nothing yet.
     */
    Optional<ProcessLock> lockIfExists(String purpose, Duration wait, Consumer<String> onWait);

    /**
     * Starts what does not run and attaches to what does, the two servers side by side. The caller
     * holds the stack's lock.
     */
    Running start(Progress progress, Cancellation cancellation);

    /**
     * The servers if both run; never starts or changes anything.
     *
     * @throws DataException {@link ErrorCode#SERVER_UNREACHABLE} where one runs and does not answer
     */
    Optional<Running> attach();

    /** The database if it runs and answers, whether the search server does or not. */
    default Optional<DatabaseEndpoint> attachDatabase() {
        return attach().map(running -> {
            try (running) {
                return running.database();
            }
        });
    }

    /**
     * Stops both cleanly and leaves the volume; what does not run is skipped. The caller holds the
     * stack's lock.
     */
    void stop(Progress progress);

    /** The same failure, with what happened to the servers where that is its reason. */
    default DataException explain(DataException failure) {
        return failure;
    }

    /** What runs, where and since when; asks once and waits for nothing to start. */
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
