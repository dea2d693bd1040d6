package org.addonsdata.services.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.Closer;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.process.Daemon;
import org.addonsdata.services.process.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MariaDbServerIT {
    private static final Path ENGINES = Path.of(System.getProperty("addonsdata.engines"));

    @TempDir static Path shared;
    @TempDir Path directory;

    private final Accounts accounts = Accounts.generate();
    private final List<Daemon> daemons = new ArrayList<>();
    private final int port = Ports.anyFree();
    private MariaDbBinaries binaries;
    private MariaDbServer.Home home;

    @BeforeEach
    void createData() {
        binaries = MariaDbBinaries.unpack(ENGINES, shared.resolve("cache"));
        home =
                new MariaDbServer.Home(
                        directory.resolve("database"),
                        directory.resolve("temporary"),
                        directory.resolve("mariadb.log"),
                        directory.resolve("mariadb.json"));
        MariaDbServer.createData(binaries, home.data(), home.log(), accounts);
    }

    @AfterEach
    void killWhatIsLeft() {
        daemons.stream().filter(Daemon::isAlive).forEach(Daemon::kill);
    }

    @Test
    void committedRowsSurviveKillAndStop() throws Exception {
        var first = start();
        var database = first.awaitReady(accounts, new Cancellation());
        execute(database, "CREATE DATABASE olympia", "CREATE TABLE olympia.t (id INT PRIMARY KEY)");
        execute(database, "INSERT INTO olympia.t VALUES (1)");
        ProcessHandle.of(first.daemon().pid()).orElseThrow().destroyForcibly();
        await().until(() -> !first.daemon().isAlive());
        assertThat(MariaDbServer.find(home)).isEmpty();

        var second = start();
        database = second.awaitReady(accounts, new Cancellation());
        execute(database, "INSERT INTO olympia.t VALUES (2)");
        assertThat(MariaDbServer.find(home)).get().extracting(MariaDbServer::port).isEqualTo(port);
        second.stop();
        assertThat(second.daemon().isAlive()).isFalse();

        database = start().awaitReady(accounts, new Cancellation());
        assertThat(value(database, "SELECT COUNT(*) FROM olympia.t")).isEqualTo("2");
    }

    @Test
    void itIsDurablePrivateAndWithoutTls() throws Exception {
        var database = start().awaitReady(accounts, new Cancellation());

        assertThat(value(database, "SELECT @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
        assertThat(value(database, "SELECT @@innodb_doublewrite")).isEqualTo("ON");
        assertThat(value(database, "SELECT @@bind_address")).isEqualTo("127.0.0.1");
        assertThat(value(database, "SELECT @@have_ssl")).isEqualTo("DISABLED");
        assertThat(value(database, "SELECT @@character_set_server")).isEqualTo("utf8mb4");
        assertThat(value(database, "SELECT @@version")).startsWith(binaries.version());
        assertThat(
                        value(
                                database,
                                "SELECT GROUP_CONCAT(CONCAT(user, '@', host) ORDER BY 1) FROM mysql.global_priv"))
                .isEqualTo(
                        "mariadb.sys@localhost,olympia@127.0.0.1,olympia@localhost,root@127.0.0.1,root@localhost");
        assertThat(Files.readString(home.log()))
                .doesNotContain(accounts.administrator().password())
                .doesNotContain(accounts.application().password())
                .doesNotContain("[ERROR]");
    }

    @Test
    void theApplicationReachesItsSchemasOnly() throws Exception {
        var database = start().awaitReady(accounts, new Cancellation());
        execute(
                database,
                "CREATE DATABASE olympia",
                "CREATE DATABASE testXolympia",
                "CREATE DATABASE other");
        var application =
                new DatabaseEndpoint(
                        database.host(),
                        database.port(),
                        accounts.application(),
                        accounts.administrator());

        execute(application, "CREATE TABLE olympia.t (id INT)", "DROP TABLE olympia.t");
        execute(application, "CREATE DATABASE test_olympia_gw1", "DROP DATABASE test_olympia_gw1");
        for (var foreign : List.of("other", "testXolympia", "mysql")) {
            assertThatThrownBy(
                            () -> execute(application, "CREATE TABLE " + foreign + ".t (id INT)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("denied");
        }
    }

    @Test
    void applicationsCannotLockTheToolOut() throws Exception {
        var server = start();
        var database = server.awaitReady(accounts, new Cancellation());
        var application =
                new DatabaseEndpoint(
                        database.host(),
                        database.port(),
                        accounts.application(),
                        accounts.application());
        try (var all = new Closer()) {
            int most = Integer.parseInt(value(database, "SELECT @@max_connections"));
            for (int i = 0; i < most; i++) {
                all.own(application.connections().open(null));
            }
            assertThatThrownBy(() -> application.connections().open(null))
                    .isInstanceOfSatisfying(
                            DataException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.SERVER_UNREACHABLE);
                                assertThat(e)
                                        .hasMessageContainingAll(
                                                "127.0.0.1:" + port,
                                                "all of its connections are in use");
                                assertThat(e.hint()).contains("max_connections");
                            });

            assertThat(server.answer(accounts)).isPresent();
            for (int i = 0; i < 70; i++) {
                all.own(database.connections().open(null));
            }
            assertThat(value(database, "SELECT 1")).isEqualTo("1");
        }
        for (int own : List.of(database.port(), database.reservedPort())) {
            assertThat(listeners(own)).containsExactly("0100007F");
        }
    }

    @Test
    void anAccountThatHasUsedUpItsConnectionsIsToldSo() throws Exception {
        var database = start().awaitReady(accounts, new Cancellation());
        execute(
                database,
                "CREATE USER few@127.0.0.1 IDENTIFIED BY 'few' WITH MAX_USER_CONNECTIONS 1");
        var few = database.connections(new DatabaseEndpoint.Account("few", "few"));
        try (var _ = few.open(null)) {
            assertThatThrownBy(() -> few.open(null))
                    .isInstanceOfSatisfying(
                            DataException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.SERVER_UNREACHABLE);
                                assertThat(e.hint()).contains("max_user_connections");
                            });
        }
    }

    /** The local addresses that a port is listened on, as proc_net_tcp(5) writes them. */
    private static List<String> listeners(int port) throws IOException {
        var lines = new ArrayList<String>();
        for (var table : List.of("tcp", "tcp6")) {
            lines.addAll(Files.readAllLines(Path.of("/proc/net", table)));
        }
        var end = ":%04X".formatted(port);
        return lines.stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields[1].endsWith(end) && fields[3].equals("0A"))
                .map(fields -> fields[1].replace(end, ""))
                .toList();
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThatThrownBy(() -> MariaDbServer.start(binaries, home, taken.getLocalPort()))
                    .isInstanceOfSatisfying(
                            DataException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.PORT_IN_USE));
        }
        assertThat(home.runFile()).doesNotExist();
    }

    @Test
    void aDamagedDataDirectoryIsExplainedByTheLog() throws IOException {
        Files.write(home.data().resolve("ibdata1"), new byte[12 << 20]);
        var server = start();

        assertThatThrownBy(() -> server.awaitReady(accounts, new Cancellation()))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.SERVER_START_FAILED);
                            assertThat(e).hasMessageContainingAll("[ERROR]", "InnoDB");
                            assertThat(e.hint()).contains(home.log().toString());
                        });
    }

    @Test
    void aServerThatRefusesTheAdministratorIsNotWaitedFor() {
        var server = start();
        server.awaitReady(accounts, new Cancellation());
        var begin = System.nanoTime();
        assertThatThrownBy(() -> server.awaitReady(Accounts.generate(), new Cancellation()))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    private MariaDbServer start() {
        var server = MariaDbServer.start(binaries, home, port);
        daemons.add(server.daemon());
        return server;
    }

    private static void execute(DatabaseEndpoint database, String... statements)
            throws SQLException {
        try (var connection = database.connections().open(null);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String value(DatabaseEndpoint database, String query) throws SQLException {
        try (var connection = database.connections().open(null);
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }
}
