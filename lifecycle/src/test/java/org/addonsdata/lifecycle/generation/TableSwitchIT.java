package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The one RENAME and the triggers around it, while others work on the tables. */
@ParameterizedClass
@MethodSource("org.addonsdata.testing.TestServer#all")
class TableSwitchIT {
    private static final List<String> OLD = List.of("written_1 old", "written_2");

    private static final int ROUNDS = 3;

    private final TestServer server;
    private final Connections connections;
    private final SchemaContent content;
    private final String live;
    private SwitchFixture tables;

    TableSwitchIT(TestServer server) {
        this.server = server;
        connections = server.connections();
        content = new SchemaContent(connections);
        live = server.freshSchemaName();
        tables = new SwitchFixture(connections, live, 0);
    }

    @AfterEach
    void drop() {
        tables.drop();
    }

    @Test
    void noWriteIsLostOrPassesWithoutItsTrigger(TestReporter reporter) throws Exception {
        switchUnder(20, tables.live(), reporter);
    }

    @Test
    void tablesThatLockEachOtherByKeysAndTriggersAreSwitched(TestReporter reporter)
            throws Exception {
        switchUnder(20, tables.withTriggersEverywhere().live(), reporter);
    }

    @Tag("slow")
    @Test
    void twoHundredWritersLoseNothing(TestReporter reporter) throws Exception {
        var before = query("SELECT @@GLOBAL.max_connections").getFirst();
        execute("SET GLOBAL max_connections=400");
        try {
            for (int round = 0; round < ROUNDS; round++) {
                tables.drop();
                tables = new SwitchFixture(connections, live, 20);
                switchUnder(200, tables.withTriggersEverywhere().live(), reporter);
            }
        } finally {
            execute("SET GLOBAL max_connections=" + before);
        }
    }

    private void switchUnder(int count, SwitchFixture fixture, TestReporter reporter)
            throws Exception {
        try (var writers = new SwitchWriters(connections, fixture.live("written"), count)) {
            writers.awaitStart();
            var start = System.nanoTime();
            var gap = run(fixture.plan());
            var millis = (System.nanoTime() - start) / 1_000_000;
            Thread.sleep(100);
            writers.end();

            reporter.publishEntry(
                    Map.of(
                            "switch",
                            millis + " ms",
                            "waits",
                            writers.waits(),
                            "server",
                            server.version()));
            assertThat(gap.told()).isEmpty();
            assertThat(writers.refused()).isEmpty();
            assertThat(tokens("written")).containsExactlyInAnyOrderElementsOf(writers.written());
            for (var schema : List.of(live, fixture.parking())) {
                assertThat(query("SELECT token FROM " + quote(schema, "audit")))
                        .containsExactlyInAnyOrderElementsOf(
                                query("SELECT token FROM " + quote(schema, "written")));
            }
            assertThat(whoAudited(live)).containsExactly("new");
            assertThat(whoAudited(fixture.parking())).containsExactly("old");
            assertThat(fixture.isSwitched()).isTrue();
        }
    }

    private List<String> tokens(String table) {
        var tokens = new ArrayList<>(query("SELECT token FROM " + quote(live, table)));
        tokens.addAll(query("SELECT token FROM " + quote(tables.parking(), table)));
        return tokens;
    }

    private TreeSet<String> whoAudited(String schema) {
        return new TreeSet<>(query("SELECT DISTINCT by_whom FROM " + quote(schema, "audit")));
    }

    @Test
    void aTableInUseIsNamedWithWhoeverUsesItAndNothingChanges() throws SQLException {
        tables.live();
        try (var idle = connections.open(live)) {
            readIn(idle, "written");
            assertInUseBy(idle, tables);
        }
        assertThat(tables.triggersThere()).isEqualTo(OLD);
        assertThat(tables.isSwitched()).isFalse();
    }

    @Test
    void aTableWithoutTriggersInUseLeavesTheOthersTheirTriggers() throws SQLException {
        tables.live();
        try (var idle = connections.open(live)) {
            readIn(idle, "plain");
            assertInUseBy(idle, tables);
        }
        assertThat(tables.triggersThere()).isEqualTo(OLD);
    }

    @Test
    void withoutTriggersTheConnectionIsNamedToo() throws SQLException {
        tables.withoutTriggers();
        try (var idle = connections.open(live)) {
            readIn(idle, "plain");
            assertInUseBy(idle, tables);
        }
        assertThat(run(tables.plan()).told()).isEmpty();
        assertThat(tables.isSwitched()).isTrue();
    }

    private void assertInUseBy(Connection idle, SwitchFixture fixture) throws SQLException {
        var id = LockObserver.idOf(idle);
        assertThatThrownBy(() -> run(fixture.plan(), Duration.ofSeconds(2)))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.TIMED_OUT);
                            assertThat(e.messageText())
                                    .containsPattern(
                                            "connection %d \\(\\w+ from \\S+\\), which has been idle in a transaction for [1-9][0-9]? s"
                                                    .formatted(id));
                        });
    }

    private static void readIn(Connection idle, String table) throws SQLException {
        idle.setAutoCommit(false);
        Sql.list(idle, "SELECT id FROM " + table, row -> row.getInt(1));
    }

    @Test
    void betweenTheTriesTheApplicationGoesOnAndTheSwitchHappensWhenTheTableIsFree()
            throws Exception {
        tables.live();
        try (var idle = connections.open(live);
                var writers = new SwitchWriters(connections, tables.live("written"), 2);
                var scope = new TaskScope("switch")) {
            readIn(idle, "written");
            writers.awaitStart();
            var gap = scope.fork(() -> run(tables.plan(), Duration.ofSeconds(20)));
            Thread.sleep(5_000);
            var before = writers.written().size();
            assertThat(before).isGreaterThan(100);
            assertThat(gap).isNotDone();
            idle.commit();
            scope.join(Duration.ofSeconds(20));
            writers.end();
            assertThat(gap.resultNow().told()).isEmpty();
            assertThat(writers.refused()).isEmpty();
            assertThat(tokens("written")).containsExactlyInAnyOrderElementsOf(writers.written());
            assertThat(tokens("audit")).containsExactlyInAnyOrderElementsOf(writers.written());
        }
    }

    @Test
    void aRenameThatFailsPutsTheTriggersBackBeforeAnybodyWrites() throws Exception {
        tables.withTriggersEverywhere().live();
        execute("CREATE TABLE " + quote(tables.parking(), "written") + " (id INT PRIMARY KEY)");
        var before = tables.triggersThere();
        try (var writers = new SwitchWriters(connections, tables.live("written"), 10)) {
            writers.awaitStart();
            assertThatThrownBy(() -> run(tables.plan())).isInstanceOf(SQLException.class);
            writers.end();
            assertThat(query("SELECT token FROM " + tables.live("audit")))
                    .containsExactlyInAnyOrderElementsOf(writers.written());
        }
        assertThat(tables.triggersThere()).isEqualTo(before);
        assertThat(tables.isSwitched()).isFalse();
    }

    @Test
    void aTableThatOnlyTheNewGenerationHasIsNeverWrittenWithoutItsTrigger() throws Exception {
        execute("DROP TABLE " + tables.live("written"));
        var plan = tables.plan(none(), tables.plan().fresh());
        plan.renames().removeIf(rename -> rename.from().equals(plan.liveTable("written")));
        try (var scope = new TaskScope("writer")) {
            var first =
                    scope.fork(() -> {
                        try (var connection = connections.open(live)) {
                            return writeAsSoonAsThere(connection);
                        }
                    });
            assertThat(run(plan).told()).isEmpty();
            assertThat(first.get()).isEqualTo("first");
            assertThat(query("SELECT token FROM " + tables.live("audit"))).containsExactly("first");
        }
    }

    private static String writeAsSoonAsThere(Connection connection) throws InterruptedException {
        while (true) {
            try {
                Sql.update(connection, "INSERT INTO written (token) VALUES ('first')");
                return "first";
            } catch (SQLException e) {
                Thread.sleep(0, 100_000);
            }
        }
    }

    @Test
    void aTriggerThatDoesNotWorkDoesNotKeepItsTableFromBeingSwitched() {
        tables.live();
        execute("DROP TABLE " + tables.live("audit"));
        var plan = tables.plan();
        plan.renames().removeIf(rename -> rename.from().equals(plan.liveTable("audit")));

        var told = assertDoesNotThrow(plan).told();

        assertThat(told)
                .hasSizeLessThanOrEqualTo(1)
                .allMatch(note -> note.contains(" ms rows could"));
        assertThat(tables.isSwitched()).isTrue();
    }

    private TriggerGap assertDoesNotThrow(SwitchPlan plan) {
        try {
            return run(plan);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static TableTriggers none() {
        return new TableTriggers() {
            @Override
            public Map<String, List<String>> names() {
                return Map.of();
            }

            @Override
            public void create(Connection session, String table) {}
        };
    }

    private TriggerGap run(SwitchPlan plan) throws SQLException {
        return run(plan, Duration.ofSeconds(30));
    }

    private TriggerGap run(SwitchPlan plan, Duration wait) throws SQLException {
        return new TableSwitch(connections, FaultPoints.NONE, wait).run(plan);
    }

    private List<String> query(String sql) {
        return content.query(sql);
    }

    private void execute(String sql) {
        content.execute(sql);
    }
}
