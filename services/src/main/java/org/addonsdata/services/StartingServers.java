package org.addonsdata.services;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Two servers that start side by side; each is waited for when it is first needed. */
public final class StartingServers implements ServiceStack.Running {
    private final TaskScope scope;
    private final Duration timeout;
    private final CompletableFuture<DatabaseEndpoint> database;
    private final CompletableFuture<SearchEndpoint> search;

    /**
     * Begins with both.
     *
     * @param scope that everything forked so far runs in; closed with this
     * @param timeout beyond every deadline of the work itself
     */
    public StartingServers(
            TaskScope scope,
            Duration timeout,
            Callable<DatabaseEndpoint> database,
            Callable<SearchEndpoint> search) {
        this.scope = scope;
        this.timeout = timeout;
        this.database = scope.fork(database);
        this.search = scope.fork(search);
    }

    @Override
    public DatabaseEndpoint database() {
        return await(database, timeout);
    }

    @Override
    public SearchEndpoint search() {
        return await(search, timeout);
    }

    @Override
    public void close() {
        scope.close();
    }

    /**
     * What a server's task ends with.
     *
     * @throws DataException as the task does, with {@link ErrorCode#TIMED_OUT} after the timeout,
     *     with {@link ErrorCode#INTERRUPTED} when this thread is interrupted
     */
    public static <T> T await(CompletableFuture<T> server, Duration timeout) {
        try {
            return server.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw asRuntime(e.getCause());
        } catch (TimeoutException e) {
            throw DataException.of(
                    ErrorCode.TIMED_OUT,
                    "a server did not start or stop within " + timeout.toMinutes() + " minutes",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.interrupted();
        }
    }

    private static RuntimeException asRuntime(@Nullable Throwable failure) {
        return switch (failure) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            case null -> new IllegalStateException("a server failed without a cause");
            case Throwable e -> new IllegalStateException(e);
        };
    }
}
