package org.addonsdata.services.embedded;

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
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.SearchEndpoint;
import org.addonsdata.services.ServiceStack;
import org.jspecify.annotations.Nullable;

/** Two servers that start side by side; each is waited for when it is first needed. */
final class RunningStack implements ServiceStack.Running {
    /** Beyond every deadline of the work itself. */
    private static final Duration TIMEOUT = Duration.ofMinutes(6);

    private final TaskScope scope;
    private final CompletableFuture<DatabaseEndpoint> database;
    private final CompletableFuture<SearchEndpoint> search;

    private RunningStack(
            TaskScope scope,
            CompletableFuture<DatabaseEndpoint> database,
            CompletableFuture<SearchEndpoint> search) {
        this.scope = scope;
        this.database = database;
        this.search = search;
    }

    static RunningStack starting(
            Callable<DatabaseEndpoint> database, Callable<SearchEndpoint> search) {
        var scope = new TaskScope("start");
        return new RunningStack(scope, scope.fork(database), scope.fork(search));
    }

    static ServiceStack.Running attached(DatabaseEndpoint database, SearchEndpoint search) {
        return new RunningStack(
                new TaskScope("attached"),
                CompletableFuture.completedFuture(database),
                CompletableFuture.completedFuture(search));
    }

    @Override
    public DatabaseEndpoint database() {
        return await(database);
    }

    @Override
    public SearchEndpoint search() {
        return await(search);
    }

    @Override
    public void close() {
        scope.close();
    }

    static <T> T await(CompletableFuture<T> server) {
        try {
            return server.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw asRuntime(e.getCause());
        } catch (TimeoutException e) {
            throw DataException.of(
                    ErrorCode.TIMED_OUT,
                    "a server did not start or stop within " + TIMEOUT.toMinutes() + " minutes",
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
