package org.addonsdata.services.compose;

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

/** Two servers in containers that start side by side; each is waited for when it is needed. */
final class StartingContainers implements ServiceStack.Running {
    /** Beyond every deadline of the work itself. */
    private static final Duration TIMEOUT =
            ComposeProject.START_TIMEOUT.plus(Duration.ofMinutes(2));

    private final TaskScope scope;
    private final CompletableFuture<DatabaseEndpoint> database;
    private final CompletableFuture<SearchEndpoint> search;

    /**
     * @param scope that everything forked so far runs in; closed with this
     */
    StartingContainers(
            TaskScope scope, Callable<DatabaseEndpoint> database, Callable<SearchEndpoint> search) {
        this.scope = scope;
        this.database = scope.fork(database);
        this.search = scope.fork(search);
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

    private static <T> T await(CompletableFuture<T> server) {
        try {
            return server.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case RuntimeException failure -> failure;
                case Error failure -> throw failure;
                case null -> new IllegalStateException("a server failed without a cause");
                case Throwable failure -> new IllegalStateException(failure);
            };
        } catch (TimeoutException e) {
            throw DataException.of(
                    ErrorCode.TIMED_OUT,
                    "a server did not start within " + TIMEOUT.toMinutes() + " minutes",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.interrupted();
        }
    }
}
