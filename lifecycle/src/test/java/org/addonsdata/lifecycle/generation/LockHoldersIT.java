package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Who keeps others from a table, and that nobody waits for that without an end. */
@ParameterizedClass
@MethodSource("org.addonsdata.testing.TestServer#all")
class LockHoldersIT {
    private final Connections connections;
    private final SchemaContent content;
    private final String live;

    LockHoldersIT(TestServer server) {
        connections = server.connections();
        content = new SchemaContent(connections);
        live = server.freshSchemaName();
        content.execute("CREATE DATABASE " + quote(live));
        content.execute("CREATE TABLE " + quote(live, "t") + " (id INT PRIMARY KEY)");
        content.execute("INSERT INTO " + quote(live, "t") + " VALUES (1)");
    }

    @AfterEach
    void drop() {
        content.execute("DROP DATABASE " + quote(live));
    }

    @Test
    void aTransactionThatIsIdleIsNamed() throws Exception {
        try (var idle = connections.open(live)) {
            idle.setAutoCommit(false);
            Sql.list(idle, "SELECT id FROM t", row -> row.getInt(1));
            Thread.sleep(1_100);
            assertThat(LockHolders.describe(connections, live))
                    .containsPattern(
                            "connection %d \\(\\w+ from \\S+\\), which has been idle in a transaction for \\d+ s"
                                    .formatted(LockObserver.idOf(idle)));
        }
    }

    @Test
    void aStatementThatRunsIsToldWithItsText() throws Exception {
        try (var busy = connections.open(live);
                var scope = new TaskScope("busy")) {
            scope.fork(() -> Sql.list(busy, "SELECT SLEEP(3), id FROM t", row -> row.getInt(1)));
            Thread.sleep(1_500);
            assertThat(LockHolders.describe(connections, live))
                    .contains("which has run for")
                    .contains("SELECT SLEEP(3), id FROM t");
            scope.join(Duration.ofSeconds(10));
        }
    }

    @Test
    void whoReadsALittleWaitsForNobody() throws Exception {
        try (var idle = connections.open(live);
                var altering = connections.open(live);
                var scope = new TaskScope("alter")) {
            idle.setAutoCommit(false);
            Sql.list(idle, "SELECT id FROM t", row -> row.getInt(1));
            var altered =
                    scope.fork(() -> {
                        Sql.execute(altering, "ALTER TABLE t ADD COLUMN more INT");
                        return true;
                    });
            Thread.sleep(500);
            var start = System.nanoTime();
            try (var reader = new BriefConnections(connections).open(live)) {
                assertThatThrownBy(() ->
                                Sql.list(reader, "SELECT COUNT(*) FROM t", row -> row.getInt(1)))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(BriefConnections.isLockWait(e)).isTrue());
                assertThatThrownBy(() ->
                                Sql.list(
                                        reader,
                                        "SELECT COUNT(*) FROM information_schema.COLLATIONS a,"
                                                + " information_schema.COLLATIONS b,"
                                                + " information_schema.COLLATIONS c,"
                                                + " information_schema.COLLATIONS d"
                                                + " WHERE CONCAT(a.COLLATION_NAME, d.ID) LIKE '%z%z%z'",
                                        row -> row.getLong(1)))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(BriefConnections.isTooLong(e)).isTrue());
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(7));
            idle.commit();
            assertThat(altered.get()).isTrue();
        }
    }

    @Test
    void everySessionEndsItsWaitingForALock() {
        assertThat(content.query("SELECT @@SESSION.lock_wait_timeout")).containsExactly("30");
    }
}
