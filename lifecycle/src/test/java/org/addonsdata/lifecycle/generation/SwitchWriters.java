package org.addonsdata.lifecycle.generation;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.sql.Connections;

/**
 * Connections that write rows into a table without a break, each row with a token of its own, and
 * measure how long each took.
 */
final class SwitchWriters implements AutoCloseable {
    private static final Duration END = Duration.ofMinutes(1);

    private final Connections connections;
    private final String table;
    private final TaskScope scope = new TaskScope("writers");
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final CountDownLatch started;

    /** What the server has acknowledged. */
    private final Queue<String> written = new ConcurrentLinkedQueue<>();

    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();

    SwitchWriters(Connections connections, String table, int count) {
        this.connections = connections;
        this.table = table;
        this.started = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            var number = i;
            scope.fork(() -> {
                write(number);
                return null;
            });
        }
    }

    /** Until every one has written. */
    SwitchWriters awaitStart() throws InterruptedException {
        started.await();
        return this;
    }

    private void write(int number) throws SQLException {
        try (var connection = connections.open(null)) {
            for (int row = 0; !isOver.get(); row++) {
                var token = "writer-%d-%d".formatted(number, row);
                var start = System.nanoTime();
                try {
                    Sql.update(connection, "INSERT INTO " + table + " (token) VALUES (?)", token);
                    written.add(token);
                } catch (SQLException e) {
                    refused.add(e.getMessage());
                }
                nanos.add(System.nanoTime() - start);
                started.countDown();
            }
        }
    }

    void end() {
        isOver.set(true);
        scope.join(END);
    }

    List<String> written() {
        return new ArrayList<>(written);
    }

    List<String> refused() {
        return new ArrayList<>(refused);
    }

    String waits() {
        var all = new ArrayList<>(nanos);
        Collections.sort(all);
        return "%,d rows by %d writers, median %.1f ms, 99%% %.1f ms, longest %,d ms"
                .formatted(
                        all.size(),
                        (int) written.stream().map(token -> token.split("-")[1]).distinct().count(),
                        all.get(all.size() / 2) / 1e6,
                        all.get(all.size() * 99 / 100) / 1e6,
                        all.getLast() / 1_000_000);
    }

    @Override
    public void close() {
        isOver.set(true);
        scope.close();
    }
}
