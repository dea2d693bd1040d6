package org.addonsdata.lifecycle.usecase;

import static org.addonsdata.core.sql.Names.quote;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.progress.Progress.Unit;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.LibraryApplication;
import org.addonsdata.lifecycle.generation.DatabaseState;
import org.addonsdata.lifecycle.generation.Generation.Origin;
import org.addonsdata.lifecycle.generation.Generations;
import org.addonsdata.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a report tells of a database in which something is locked. */
@ParameterizedClass
@MethodSource("org.addonsdata.testing.TestServer#all")
class DataReportIT {
    private final TestServer server;
    private final Connections connections;
    private final LibraryApplication application;
    private final String live;

    DataReportIT(TestServer server) throws SQLException {
        this.server = server;
        connections = server.connections();
        live = server.freshSchemaName();
        application = new LibraryApplication(live);
        execute("CREATE DATABASE " + quote(live));
        var task = Progress.silent().start("test", Unit.STEPS);
        application.migrations().migrate(connections, live, task);
        new Generations(connections, application, FaultPoints.NONE).adopt(Origin.ADOPTED);
    }

    @AfterEach
    void drop() throws SQLException {
        execute("DROP DATABASE " + quote(live));
        execute("DROP DATABASE " + quote(live + "__meta"));
    }

    @Test
    void withoutALockNothingIsLeftOut() {
        var report = read();
        assertThat(report.unread()).isEmpty();
        assertThat(report.rows()).containsOnlyKeys(application.mainTables());
    }

    @Test
    void behindAnAlterTheRestIsToldWithinSecondsAndWhoHasTheLock() throws Exception {
        var table = application.mainTables().getFirst();
        try (var idle = connections.open(live);
                var altering = connections.open(live);
                var scope = new TaskScope("alter")) {
            idle.setAutoCommit(false);
            execute(idle, "SELECT 1 FROM " + quote(table));
            var altered =
                    scope.fork(() -> {
                        execute(altering, "ALTER TABLE %s ADD more INT".formatted(quote(table)));
                        return true;
                    });
            Thread.sleep(1_500);
            var start = System.nanoTime();
            var report = read();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(8));
            assertThat(report.database().orElseThrow()).isInstanceOf(DatabaseState.Ours.class);
            assertThat(report.unread())
                    .first()
                    .asString()
                    .startsWith("how many rows " + table + " has was not read: locked by")
                    .contains("connection " + idOf(idle) + " (");
            idle.commit();
            assertThat(altered.get()).isTrue();
        }
    }

    @Test
    void behindALockOfEveryTableTheRestIsToldWithinSeconds() throws Exception {
        try (var holder = connections.open(live)) {
            var tables = String.join("` WRITE, `", application.mainTables());
            execute(holder, "LOCK TABLES `%s` WRITE".formatted(tables));
            var start = System.nanoTime();
            var report = read();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(8));
            assertThat(report.database().orElseThrow()).isInstanceOf(DatabaseState.Ours.class);
            assertThat(report.unread()).hasSameSizeAs(application.mainTables());
        }
    }

    private DataReport read() {
        return DataReport.readBriefly(application, server.endpoint(), Optional.empty());
    }

    private static long idOf(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT CONNECTION_ID()")) {
            row.next();
            return row.getLong(1);
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
