package org.addonsdata.snapshot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mysql.cj.jdbc.Driver;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.sql.Names;
import org.addonsdata.snapshot.database.Catalog;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.format.RowHash;
import org.addonsdata.snapshot.support.TestDatabase;
import org.addonsdata.testing.TypeZoo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowSourceIT {
    private static final String MANY_ROWS =
            "SELECT REPEAT('x', 1000) FROM information_schema.COLLATIONS a, information_schema.COLLATIONS b, information_schema.COLLATIONS c";

    static List<TestDatabase> databases() {
        return TestDatabase.all();
    }

    /** Keeps every row as one piece of bytes. */
    private static class Kept implements RowReceiver {
        final List<byte[]> rows = new ArrayList<>();
        private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();

        @Override
        public void piece(byte[] bytes, int from, int length) {
            pieces.write(bytes, from, length);
        }

        @Override
        public void endOfPieces() {
            rows.add(pieces.toByteArray());
            pieces.reset();
        }
    }

    /** As a driver that nobody knows would have it. */
    private static Connection ofAnotherDriver(Connection connection) {
        return (Connection)
                Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("isWrapperFor")) {
                                return false;
                            }
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private static List<byte[]> rows(RowSource source, String query)
            throws SQLException, InterruptedException {
        var kept = new Kept();
        source.read(query, kept);
        return kept.rows;
    }

    private static Connection open(TestDatabase database, Map<String, String> changed)
            throws SQLException {
        var endpoint = database.server().endpoint();
        var properties = new Properties();
        properties.setProperty("user", endpoint.administrator().user());
        properties.setProperty("password", endpoint.administrator().password());
        properties.setProperty("sslMode", "DISABLED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.putAll(changed);
        var connection =
                new Driver()
                        .connect(
                                "jdbc:mysql://" + endpoint.host() + ":" + endpoint.port() + "/zoo",
                                properties);
        Sql.run(connection, "SET SESSION character_set_results = NULL");
        return connection;
    }

    private static void assertSameRows(TestDatabase database, Connection one, Connection other)
            throws SQLException, InterruptedException {
        Catalog catalog;
        try (var connection = database.connections().open("zoo")) {
            catalog = Catalog.read(connection, "zoo", java.util.Set.of());
        }
        var straight = RowSource.of(one);
        var fallback = RowSource.of(other);
        assertThat(fallback).isInstanceOf(DriverRows.class);
        for (var table : catalog.tables()) {
            var query = "SELECT * FROM " + Names.quote(table.name());
            assertThat(hashes(rows(straight, query)))
                    .as(table.name())
                    .isEqualTo(hashes(rows(fallback, query)));
        }
    }

    private static List<Long> hashes(List<byte[]> rows) {
        return rows.stream().map(row -> RowHash.of(row, 0, row.length)).toList();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void everyDriverGivesTheSameRows(TestDatabase database) throws Exception {
        database.recreate("zoo");
        database.run("zoo", TypeZoo.statements(database.server().isMariaDb()));
        try (var straight = open(database, Map.of());
                var other = open(database, Map.of())) {
            assertThat(RowSource.of(straight)).isInstanceOf(WireRows.class);
            assertSameRows(database, straight, ofAnotherDriver(other));
        }
        try (var straight = open(database, Map.of());
                var compressed = open(database, Map.of("useCompression", "true"))) {
            assertSameRows(database, straight, compressed);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void anEncryptedStreamIsReadAsWell(TestDatabase database) throws Exception {
        try (var connection = database.connections().open(null)) {
            assumeTrue(
                    !database.version().isMariaDb()
                            || Sql.text(connection, "SELECT @@have_ssl").equals("YES"),
                    "this server has no TLS");
        }
        database.recreate("zoo");
        try (var connection = open(database, Map.of("sslMode", "REQUIRED"))) {
            assertThat(
                            Sql.list(
                                    connection,
                                    row -> row.getString(2),
                                    "SHOW STATUS LIKE 'Ssl_cipher'"))
                    .singleElement()
                    .asString()
                    .isNotEmpty();
            var source = RowSource.of(connection);
            assertThat(source).isInstanceOf(WireRows.class);
            assertThat(rows(source, "SELECT REPEAT('é', 200000), NULL"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.length).isEqualTo(400_000 + 5));
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void rowsOfSeveralPacketsComeInPieces(TestDatabase database) throws Exception {
        try (var administrator = database.connections().open(null)) {
            Sql.run(administrator, "SET GLOBAL max_allowed_packet = 134217728");
        }
        try (var connection = database.connections().open(null)) {
            for (var bytes :
                    new int[] {1 << 18, (1 << 18) + 1, 0xffffff - 4, 0xffffff - 3, 40_000_000}) {
                var found =
                        rows(
                                RowSource.of(connection),
                                "SELECT 7, REPEAT('x', " + bytes + "), 'end'");
                assertThat(found).hasSize(1);
                var row = found.getFirst();
                assertThat(row).startsWith(1, '7').endsWith(3, 'e', 'n', 'd');
                assertThat(row.length - bytes).isBetween(6, 15);
            }
            assertThat(Sql.text(connection, "SELECT 'still in step'")).isEqualTo("still in step");
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void anErrorOfTheServerLeavesTheConnectionUsable(TestDatabase database) throws Exception {
        try (var connection = database.connections().open(null)) {
            var source = RowSource.of(connection);
            assertThatThrownBy(() -> source.read("SELECT nothing", new Kept()))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> {
                                assertThat(e.getErrorCode()).isEqualTo(1054);
                                assertThat(e.getSQLState()).isEqualTo("42S22");
                                assertThat(e.getMessage()).contains("nothing");
                            });
            assertThat(rows(source, "SELECT 1")).hasSize(1);
            assertThat(Sql.text(connection, "SELECT 2")).isEqualTo("2");
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void aQueryThatIsKilledInItsMiddleFails(TestDatabase database) throws Exception {
        for (var kill : List.of("KILL QUERY ", "KILL CONNECTION ")) {
            try (var connection = database.connections().open(null);
                    var killer = database.connections().open(null)) {
                var id = Sql.text(connection, "SELECT CONNECTION_ID()");
                var counted = new AtomicInteger();
                var receiver =
                        new Kept() {
                            @Override
                            public void row(byte[] bytes, int from, int length) {
                                if (counted.incrementAndGet() == 1000) {
                                    kill(killer, kill + id);
                                }
                            }
                        };
                assertThatThrownBy(() -> RowSource.of(connection).read(MANY_ROWS, receiver))
                        .isInstanceOf(SQLException.class);
                assertThat(counted.get()).isBetween(1000, 20_000_000);
                if (kill.contains("CONNECTION")) {
                    assertThatThrownBy(() -> Sql.run(connection, "SELECT 1"))
                            .isInstanceOf(SQLException.class);
                } else {
                    assertThat(Sql.text(connection, "SELECT 'in step'")).isEqualTo("in step");
                }
            }
        }
    }

    private static void kill(Connection killer, String statement) {
        try {
            Sql.run(killer, statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void aReceiverThatGivesUpClosesTheConnection(TestDatabase database) throws Exception {
        for (var fallback : List.of(false, true)) {
            try (var connection = database.connections().open(null)) {
                var source = RowSource.of(fallback ? ofAnotherDriver(connection) : connection);
                var receiver =
                        new Kept() {
                            @Override
                            public void row(byte[] bytes, int from, int length) {
                                throw new IllegalStateException("enough");
                            }
                        };
                assertThatThrownBy(() -> source.read(MANY_ROWS, receiver))
                        .hasMessageContaining("enough");
                assertThat(connection.isClosed()).isTrue();
                assertThatThrownBy(() -> source.read("SELECT 1", receiver))
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void aReadThatWaitsEndsWhenTheConnectionIsAborted(TestDatabase database) throws Exception {
        try (var connection = database.connections().open(null);
                var scope = new TaskScope("reader")) {
            var reading =
                    scope.fork(() -> {
                        RowSource.of(connection).read("SELECT SLEEP(60)", new Kept());
                        return true;
                    });
            try (var watcher = database.connections().open(null)) {
                var deadline =
                        org.addonsdata.core.concurrent.Deadline.after(Duration.ofSeconds(20));
                while (!Sql.text(
                                watcher,
                                "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO = 'SELECT SLEEP(60)'")
                        .equals("1")) {
                    assertThat(deadline.isOver()).isFalse();
                    Thread.sleep(20);
                }
            }
            connection.abort(Runnable::run);
            assertThatThrownBy(() -> scope.join(Duration.ofSeconds(10)))
                    .hasCauseInstanceOf(SQLException.class);
            assertThat(reading).isCompletedExceptionally();
        }
    }
}
