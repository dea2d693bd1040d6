package org.addonsdata.lifecycle.usecase;

import static org.addonsdata.core.sql.Names.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.LibraryApplication;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.SearchEndpoint;
import org.addonsdata.services.ServiceStack;
import org.addonsdata.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the user learns, and can do, while a statement waits for somebody's lock. */
@ParameterizedClass
@MethodSource("org.addonsdata.testing.TestServer#all")
class LockWatchIT {
    private final TestServer server;
    private final Connections connections;
    private final String live;
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final Cancellation cancellation = new Cancellation();

    LockWatchIT(TestServer server) throws SQLException {
        this.server = server;
        connections = server.connections();
        live = server.freshSchemaName();
        execute("CREATE DATABASE " + quote(live));
        execute("CREATE TABLE %s (id INT)".formatted(quote(live, "t")));
    }

    @AfterEach
    void drop() throws SQLException {
        execute("DROP DATABASE " + quote(live));
    }

    private record Servers(DatabaseEndpoint database) implements ServiceStack.Running {
        @Override
        public SearchEndpoint search() {
            throw new IllegalStateException("there is none");
        }

        @Override
        public void close() {}
    }

    private record Notes(List<String> notes) implements Progress {
        @Override
        public Task start(String name, Unit unit) {
            return Progress.silent().start(name, unit);
        }

        @Override
        public void note(String message) {
            notes.add(message);
        }
    }

    private Workplace workplace() {
        return new Workplace(
                new LibraryApplication(live),
                new Servers(server.endpoint()),
                new Notes(notes),
                cancellation,
                FaultPoints.NONE,
                Duration.ZERO);
    }

    @Test
    void saysWhoHoldsTheLockAndEndsTheWaitWhenInterrupted() throws Exception {
        try (var holder = connections.open(live);
                var reader = connections.open(live);
                var scope = new TaskScope("reader");
                var _ = LockWatch.start(workplace())) {
            execute(holder, "LOCK TABLES t WRITE");
            var read =
                    scope.fork(() -> {
                        execute(reader, "SELECT COUNT(*) FROM t");
                        return true;
                    });
            Thread.sleep(4_500);
            assertThat(notes)
                    .singleElement()
                    .asString()
                    .startsWith("waiting for a table in use by connection ");
            assertThat(read).isNotDone();

            cancellation.cancel();
            var start = System.nanoTime();
            assertThatThrownBy(read::get)
                    .cause()
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1317));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void whatIsNotToBeInterruptedIsSpared() throws Exception {
        try (var holder = connections.open(live);
                var reader = connections.open(live);
                var scope = new TaskScope("reader");
                var watch = LockWatch.start(workplace())) {
            execute(holder, "LOCK TABLES t WRITE");
            cancellation.cancel();
            var read =
                    scope.fork(() ->
                            watch.sparing(() -> {
                                try {
                                    execute(reader, "SELECT COUNT(*) FROM t");
                                    return true;
                                } catch (SQLException e) {
                                    return false;
                                }
                            }));
            Thread.sleep(1_500);
            execute(holder, "UNLOCK TABLES");
            assertThat(read.get()).isTrue();
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = connections.open(null)) {
            execute(connection, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
