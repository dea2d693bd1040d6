package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Galera cluster and an OpenSearch cluster of three nodes each: as promised for one server. */
@Tag("slow")
class ClusterIT {
    private static final String MARK = "SELECT `value` FROM olympia.config WHERE `key`='mark'";
    private static final String SCHEMAS =
            "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME LIKE 'olympia%' ORDER BY 1";

    private static GaleraCluster databases;
    private static OpenSearchCluster searches;

    private Machine machine;

    @BeforeAll
    static void start() {
        Assumptions.assumeTrue(GaleraCluster.isThere(), "Galera is not installed");
        databases = GaleraCluster.start();
        searches = OpenSearchCluster.start();
    }

    @AfterAll
    static void stop() {
        if (databases != null) {
            databases.close();
        }
        if (searches != null) {
            searches.close();
        }
    }

    @BeforeEach
    void fill() throws IOException, SQLException {
        machine = machine(0);
        machine.run("up", "--force-db", "--yes", "--seed-addons", "300").succeeds();
        databases.node(0).execute("REPLACE INTO olympia.config VALUES ('mark','live')");
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private static Machine machine(int firstNode) throws IOException {
        var made =
                Machine.used()
                        .set("MODE", "external")
                        .set(
                                "DATABASE_URL",
                                "mysql://root@%s/olympia"
                                        .formatted(databases.addressesFrom(firstNode)))
                        .set("SEARCH_URL", searches.addresses());
        Files.writeString(made.home().resolve("addons-data.yaml"), "index: {replicas: 1}\n");
        return made;
    }

    private void requireWhole() throws SQLException {
        machine.run("reindex", "--check").succeeds();
        var status = machine.status();
        assertThat(status.path("index").path("state").asString()).isEqualTo("true");
        var wanted = new ArrayList<>(List.of("olympia", "olympia__lock", "olympia__meta"));
        machine.run("undo", "--list", "--json").succeeds().json().path("kept").values().stream()
                .map(entry -> "olympia__" + entry.path("generation").asString())
                .forEach(wanted::add);
        assertThat(databases.node(1).query(SCHEMAS)).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void everyNodeHasWhatWasInitialisedAndTheIndexHasItsCopies() throws SQLException, IOException {
        for (int node = 0; node < 3; node++) {
            assertThat(databases.node(node).query("SELECT COUNT(*) FROM olympia.addons"))
                    .containsExactly("398");
        }
        var health = searches.awaitHealth(0, "green");
        assertThat(health.path("active_shards").asLong()).isEqualTo(2);
        requireWhole();
    }

    /** A transfer between two rows changes both or none; a snapshot shows one moment. */
    @Test
    void anExportFromOneNodeIsOneMomentWhileAnotherTakesWrites() throws Exception {
        var writer = databases.node(1);
        writer.execute("CREATE TABLE olympia.account (id INT PRIMARY KEY, amount INT NOT NULL)");
        writer.execute(
                "CREATE TABLE olympia.counterpart (id INT PRIMARY KEY, amount INT NOT NULL)");
        writer.execute("INSERT INTO olympia.account VALUES (1,0)");
        writer.execute("INSERT INTO olympia.counterpart VALUES (1,0)");
        var ended = new AtomicBoolean();
        var failures = new ConcurrentLinkedQueue<SQLException>();
        var transfers = Thread.ofVirtual().start(() -> transfer(writer, ended, failures));
        var directory = machine.directory().resolve("one");
        try {
            machine.run("export", directory.toString(), "--workers", "4").succeeds();
        } finally {
            ended.set(true);
            transfers.join();
        }
        assertThat(failures).isEmpty();
        machine.run("restore", directory.toString(), "--yes").succeeds();
        assertThat(
                        databases
                                .node(2)
                                .query(
                                        "SELECT a.amount + c.amount FROM olympia.account a JOIN olympia.counterpart c USING (id)"))
                .containsExactly("0");
        requireWhole();
    }

    private static void transfer(
            OwnDatabase node, AtomicBoolean ended, Queue<SQLException> failures) {
        try (var connection = node.administrator();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!ended.get()) {
                statement.execute("UPDATE olympia.account SET amount=amount-1");
                statement.execute("UPDATE olympia.counterpart SET amount=amount+1");
                connection.commit();
            }
        } catch (SQLException e) {
            failures.add(e);
        }
    }

    @Test
    void runsByWayOfDifferentNodesExcludeEachOther() throws IOException {
        try (var other = machine(1)) {
            var reset = machine.start("initialize", "--force-db", "--yes", "--seed-addons", "3000");
            reset.awaitSaying("seed");
            other.run("undo", "--yes", "--lock-wait", "0")
                    .failsWith(
                            Result.LOCKED,
                            "another run changes the database olympia",
                            "a run of root@");
            reset.await().succeeds();
            other.run("undo", "--yes").succeeds();
        }
    }

    @Test
    void aKilledRunIsSweptByWayOfAnotherNode() throws IOException, SQLException {
        machine.set("ADDONS_DATA_FAULT", "kill switch.begun");
        machine.run("initialize", "--force-db", "--yes").endsWith(Result.KILLED);
        machine.set("ADDONS_DATA_FAULT", null);
        try (var other = machine(2)) {
            other.run("reindex", "--check").succeeds();
        }
        assertThat(databases.node(1).query(MARK)).containsExactly("live");
        requireWhole();
    }

    @Test
    void aDatabaseNodeThatDiesInAnExportLeavesNothing() {
        var directory = machine.directory().resolve("one");
        killingDatabase("export", directory.toString());
        assertThat(directory).doesNotExist();
        machine.run("export", directory.toString()).succeeds();
        machine.run("restore", directory.toString(), "--dry-run").succeeds();
        databases.startAgain(0);
    }

    @Test
    void aDatabaseNodeThatDiesInARestoreLeavesTheLiveDataAsItIs() throws SQLException {
        var directory = machine.directory().resolve("one").toString();
        machine.run("export", directory).succeeds();
        databases.node(1).execute("REPLACE INTO olympia.config VALUES ('mark','changed since')");
        killingDatabase("restore", directory, "--yes");
        assertThat(databases.node(1).query(MARK)).containsExactly("changed since");
        machine.run("restore", directory, "--yes").succeeds();
        assertThat(databases.node(2).query(MARK)).containsExactly("live");
        databases.startAgain(0);
        assertThat(databases.node(0).query(MARK)).containsExactly("live");
        requireWhole();
    }

    @Test
    void aDatabaseNodeThatDiesInAResetLeavesTheLiveDataAsItIs() throws SQLException {
        killingDatabase("initialize", "--force-db", "--yes", "--seed-addons", "3000");
        assertThat(databases.node(1).query(MARK)).containsExactly("live");
        machine.run("initialize", "--force-db", "--yes").succeeds();
        databases.startAgain(0);
        requireWhole();
    }

    /** A proxy in front of the first node, which the server dies behind after some bytes. */
    private void killingDatabase(String... command) {
        try (var proxy = TcpProxy.to(databases.node(0).port())) {
            var rest = databases.addressesFrom(1);
            machine.set(
                    "DATABASE_URL",
                    "mysql://root@127.0.0.1:%d,%s/olympia".formatted(proxy.port(), rest));
            var towards = command[0].equals("export");
            var bytes = 300_000L;
            proxy.onCut(() -> databases.kill(0));
            if (towards) {
                proxy.goAwayAfterToClient(bytes, java.time.Duration.ofMinutes(10));
            } else {
                proxy.goAwayAfterToServer(bytes, java.time.Duration.ofMinutes(10));
            }
            var failed = machine.run(command);
            assertThat(proxy.cuts()).isEqualTo(1);
            assertThat(failed.status())
                    .as(failed.toString())
                    .isIn(Result.FAILED, Result.NOT_READY, Result.LOCKED);
            assertThat(failed.error()).doesNotContain("\tat ", "a bug");
        }
        machine.set(
                "DATABASE_URL", "mysql://root@%s/olympia".formatted(databases.addressesFrom(0)));
    }

    @Test
    void aSearchNodeThatDiesInAReindexingIsDoneWithout() throws SQLException, IOException {
        searches.awaitHealth(1, "green");
        var reindex = machine.start("reindex");
        reindex.awaitSaying("index");
        searches.kill(0);
        var ended = reindex.await();
        assertThat(ended.status())
                .as(ended.toString())
                .isIn(Result.DONE, Result.FAILED, Result.NOT_READY);
        // The copy of what was searched takes over as soon as the cluster has noticed.
        searches.awaitHealth(1, "yellow");
        machine.run("search", "facebook").succeeds();
        machine.run("reindex").succeeds();
        requireWhole();
        searches.startAgain(0);
        searches.awaitHealth(1, "green");
        requireWhole();
    }
}
