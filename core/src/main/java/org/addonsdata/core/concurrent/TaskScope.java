package org.addonsdata.core.concurrent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Work that belongs together: forked onto threads of its own, joined before a deadline, all of it
 * interrupted when one part fails or the scope is closed. Closing waits until every thread has
 * ended, so none outlives its owner.
 */
public final class TaskScope implements AutoCloseable {
    private final String name;
    private final List<Thread> threads = new ArrayList<>();
    private final List<CompletableFuture<?>> tasks = new ArrayList<>();
    private final CompletableFuture<@Nullable Void> firstFailure = new CompletableFuture<>();

    /**
     * @param name of the threads, for logs and dumps
     */
    public TaskScope(String name) {
        this.name = name;
    }

    /**
     * Starts the work; its result is read after {@link #join}, or by the owner's thread waiting for
     * it.
     */
    public synchronized <T> CompletableFuture<T> fork(Callable<T> work) {
        var result = new CompletableFuture<T>();
        tasks.add(result);
        threads.add(
                Thread.ofPlatform()
                        .daemon()
                        .name(name + "-" + threads.size())
                        .start(() -> {
                            try {
                                result.complete(work.call());
                            } catch (Throwable e) {
                                result.completeExceptionally(e);
                                firstFailure.completeExceptionally(e);
                            }
                        }));
        return result;
    }

    /**
     * Waits for all forked work.
     *
     * @throws DataException the first failure as it was thrown, {@link ErrorCode#TIMED_OUT} after
     *     the deadline, or {@link ErrorCode#INTERRUPTED}
     */
    public void join(Duration timeout) {
        CompletableFuture<?>[] all;
        synchronized (this) {
            all = tasks.toArray(new CompletableFuture<?>[0]);
        }
        try {
            CompletableFuture.anyOf(CompletableFuture.allOf(all), firstFailure)
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            interruptAll();
            throw asRuntime(
                    firstFailure.isCompletedExceptionally()
                            ? firstFailure.exceptionNow()
                            : e.getCause());
        } catch (TimeoutException e) {
            interruptAll();
            throw DataException.of(
                    ErrorCode.TIMED_OUT,
                    name + " did not end within " + timeout.toSeconds() + " s",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.interrupted();
        }
    }

    @Override
    public void close() {
        interruptAll();
        var interrupted = false;
        for (var thread : threads) {
            while (true) {
                try {
                    thread.join();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void interruptAll() {
        for (int i = 0; i < threads.size(); i++) {
            if (!tasks.get(i).isDone()) {
                threads.get(i).interrupt();
            }
        }
    }

    private static RuntimeException asRuntime(@Nullable Throwable failure) {
        return switch (failure) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            case InterruptedException e -> Cancellation.interrupted();
            case null -> new IllegalStateException("a task failed without a cause");
            case Throwable e -> new IllegalStateException(e);
        };
    }
}
