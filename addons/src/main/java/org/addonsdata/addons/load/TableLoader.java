package org.addonsdata.addons.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.Closer;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.sql.Connections;
import org.jspecify.annotations.Nullable;

/**
 * Loads rows into one schema. One thread writes rows; each table's rows reach the server in the
 * order they were written, different tables side by side. Foreign keys are not checked on the way:
 * rows may name others that follow. Rows are in the database for certain once {@link #finish} has
 * returned.
 */
public final class TableLoader implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final long POLL_MILLIS = 50;
    private static final Duration TIMEOUT = Duration.ofHours(12);

    private final Closer closer = new Closer();
    private final TaskScope scope;
    private final BlockingQueue<Job> queue;
    private final List<CompletableFuture<@Nullable Void>> ends = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Map<Table, Open> open = new EnumMap<>(Table.class);
    private final Map<Table, CompletableFuture<@Nullable Void>> underWay =
            new EnumMap<>(Table.class);

    private TableLoader(int workers) {
        this.queue = new ArrayBlockingQueue<>(workers);
        this.scope = closer.own(new TaskScope("load"));
    }

    /**
     * Opens the connections.
     *
     * @param workers how many connections load side by side
     */
    public static TableLoader open(Connections connections, String schema, int workers) {
        var loader = new TableLoader(workers);
        try {
            for (int i = 0; i < workers; i++) {
                loader.start(connections, schema);
            }
            return loader;
        } catch (SQLException e) {
            loader.close();
            throw databaseError(e);
        }
    }

    /** The row of the table to write next. */
    public Row row(Table table) {
        return open.computeIfAbsent(table, Open::new).row;
    }

    /** Waits until everything is loaded. Nothing can be written after. */
    public Map<String, Long> finish() {
        var rows = new LinkedHashMap<String, Long>();
        for (var entry : open.values()) {
            send(entry);
            rows.put(entry.row.table().table(), entry.total);
        }
        ends.forEach(end -> put(new Job(null, new CompletableFuture<>())));
        scope.join(TIMEOUT);
        return rows;
    }

    @Override
    public void close() {
        closer.close();
    }

    private void start(Connections connections, String schema) throws SQLException {
        var connection = connections.open(schema);
        ends.add(
                scope.fork(() -> {
                    try (connection) {
                        work(connection);
                    } catch (Throwable e) {
                        failure.compareAndSet(null, e);
                        throw e;
                    }
                    return null;
                }));
    }

    private void work(Connection connection) throws SQLException, InterruptedException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET foreign_key_checks = 0");
        }
        var streams = Chunk.canStream(connection);
        while (true) {
            var job = queue.take();
            if (job.chunk == null) {
                return;
            }
            try {
                if (streams) {
                    job.chunk.stream(connection);
                } else {
                    job.chunk.insert(connection);
                }
                job.done.complete(null);
            } catch (SQLException e) {
                throw databaseError(job.chunk.table(), e);
            }
        }
    }

    private void send(Open table) {
        if (table.row.length() == 0) {
            return;
        }
        var before = underWay.get(table.row.table());
        while (before != null && !before.isDone()) {
            await(before);
        }
        var job =
                new Job(
                        new Chunk(table.row.table(), table.row.take(), table.pending),
                        new CompletableFuture<>());
        table.pending = 0;
        underWay.put(table.row.table(), job.done);
        put(job);
    }

    private void await(CompletableFuture<@Nullable Void> before) {
        try {
            before.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            check();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.interrupted();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void put(Job job) {
        try {
            while (!queue.offer(job, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                check();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.interrupted();
        }
    }

    private void check() {
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case SQLException e -> throw databaseError(e);
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    private static DataException databaseError(SQLException e) {
        return DataException.of(ErrorCode.DATABASE_ERROR, "cannot load rows: " + e.getMessage(), e);
    }

    private static DataException databaseError(Table table, SQLException e) {
        return DataException.of(
                ErrorCode.DATABASE_ERROR,
                "cannot load rows into " + table.table() + ": " + e.getMessage(),
                e);
    }

    private record Job(@Nullable Chunk chunk, CompletableFuture<@Nullable Void> done) {}

    private final class Open implements Row.Owner {
        private final Row row;
        private long pending;
        private long total;

        Open(Table table) {
            row = new Row(table, this);
        }

        @Override
        public void ended(Row row) {
            pending++;
            total++;
            if (row.length() >= CHUNK_BYTES) {
                send(this);
            }
        }
    }
}
