package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.addonsdata.core.files.ProcessLock;
import org.addonsdata.services.process.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Every variable that `make help` tells does what it says, on one machine whose servers the first
 * test starts and the last one stops.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MakeVariablesIT {
    /** The variables that have a test here; held against the help by {@link MakeIT}. */
    static final Set<String> TESTED =
            Set.of(
                    "MODE",
                    "DATA_VOLUME",
                    "MYSQL_PORT",
                    "SEARCH_PORT",
                    "SEARCH_ENGINE",
                    "SEARCH_HEAP",
                    "SEED_ADDONS",
                    "SEED_NUMBER",
                    "INIT_FORCE_DB",
                    "INIT_SKIP_SEED",
                    "INIT_SKIP_INDEX",
                    "SKIP_BAD_DOCUMENTS",
                    "WITHOUT_UNDO",
                    "UNDO_KEEP",
                    "WORDS",
                    "EXPORT_DIR",
                    "RESTORE_DIR",
                    "COMPRESS",
                    "WORKERS",
                    "LOCK_WAIT");

    private static final String GENERATED = "SELECT guid FROM addons ORDER BY id DESC LIMIT 5";

    private static Machine machine;
    private static Servers servers;
    private static Checkout checkout;

    @BeforeAll
    static void copy() {
        machine = Machine.used();
        servers = new Servers(machine);
        checkout = Checkout.of(machine);
    }

    @AfterAll
    static void delete() {
        machine.close();
    }

    @Test
    @Order(1)
    void upTakesVolumePortsHeapAndSeed() throws SQLException {
        var mysqlPort = machine.port("MYSQL_PORT");
        var searchPort = machine.port("SEARCH_PORT");
        machine.set("MYSQL_PORT", null).set("SEARCH_PORT", null);
        var up =
                checkout.make(
                                "up",
                                "MODE=embedded",
                                "MYSQL_PORT=" + mysqlPort,
                                "SEARCH_PORT=" + searchPort,
                                "SEARCH_HEAP=300m",
                                "SEED_ADDONS=5",
                                "SEED_NUMBER=3")
                        .succeeds();
        machine.set("MYSQL_PORT", Integer.toString(mysqlPort));
        machine.set("SEARCH_PORT", Integer.toString(searchPort));
        assertThat(up.out()).contains(":" + mysqlPort, ":" + searchPort, Machine.VOLUME);
        assertThat(Machine.commandLine(Machine.pid(machine.searchRunFile()))).contains("-Xmx300m");
        assertThat(Machine.commandLine(Machine.pid(machine.databaseRunFile())))
                .contains("--port=" + mysqlPort);
        assertThat(Long.parseLong(servers.query("SELECT COUNT(*) FROM addons").getFirst()))
                .isGreaterThan(80);
    }

    @Test
    @Order(2)
    void theSeedsNumberDecidesWhatIsGenerated() throws SQLException {
        var third = servers.query(GENERATED);
        var defaults = rows() - 5;
        reset("SEED_ADDONS=5", "SEED_NUMBER=4");
        assertThat(servers.query(GENERATED)).isNotEqualTo(third);
        reset("SEED_ADDONS=5", "SEED_NUMBER=3");
        assertThat(servers.query(GENERATED)).isEqualTo(third);
        reset();
        servers.requireWhole(defaults);
    }

    @Test
    @Order(2)
    void snapshotsGoWhereTheVariablesSay() throws SQLException {
        var rows = rows();
        var target = machine.directory().resolve("taken");
        checkout.make("data_export", "EXPORT_DIR=" + target, "COMPRESS=zstd", "WORKERS=2")
                .succeeds();
        assertThat(target.resolve("data_mysqld.sql.zst")).isRegularFile();
        servers.execute("UPDATE config SET `value`='changed'");
        checkout.make("data_restore", "RESTORE_DIR=" + target, "WORKERS=1").succeeds();
        assertThat(servers.query("SELECT 1 FROM config WHERE `value`='changed'")).isEmpty();
        servers.requireWhole(rows);

        checkout.make("data_export", "EXPORT_DIR=relative/one").succeeds();
        assertThat(checkout.directory().resolve("relative/one/data_mysqld.sql")).isRegularFile();
        assertThat(checkout.make("data_restore", "RESTORE_DIR=relative/one").error())
                .contains(checkout.directory().resolve("relative/one").toString());
        checkout.make("data_export").succeeds();
        assertThat(checkout.make("snapshots").succeeds().out()).contains("rows, MariaDB");
        assertThat(checkout.make("data_restore").succeeds().error())
                .contains("the latest complete snapshot");
        servers.requireWhole(rows);
    }

    private static long rows() {
        return machine.status().path("rows").path("addons").asLong();
    }

    private static void reset(String... variables) {
        var line = new java.util.ArrayList<>(List.of("initialize_data", "INIT_FORCE_DB=true"));
        line.addAll(List.of(variables));
        checkout.make(line.toArray(String[]::new)).succeeds();
    }

    @Test
    @Order(3)
    void forceStartsAfreshAndUndoGoesBack() throws SQLException {
        var rows = rows();
        var before = generation();
        for (var no : new String[] {"false", "0", "no", ""}) {
            checkout.make("initialize_data", "INIT_FORCE_DB=" + no).succeeds();
            checkout.make("up", "INIT_FORCE_DB=" + no).succeeds();
            assertThat(generation()).as("INIT_FORCE_DB=" + no).isEqualTo(before);
        }
        reset("INIT_SKIP_SEED=true");
        assertThat(generation()).isNotEqualTo(before);
        servers.requireWhole(0);
        checkout.make("data_undo").succeeds();
        assertThat(generation()).isEqualTo(before);
        servers.requireWhole(rows);
    }

    private static String generation() {
        return machine.status().path("data").path("generation").asString();
    }

    @Test
    @Order(4)
    void undoKeepIsHowManyGenerationsAreKept() throws SQLException {
        var rows = rows();
        var first = generation();
        reset("UNDO_KEEP=3");
        var second = generation();
        reset("UNDO_KEEP=3");
        reset("UNDO_KEEP=3");
        assertThat(kept()).hasSize(3).endsWith(second, first);
        reset("UNDO_KEEP=3");
        assertThat(kept()).as("the oldest made room").hasSize(3).endsWith(second);
        reset("UNDO_KEEP=1");
        assertThat(kept()).as("one command drops one at most").hasSize(3);
        machine.run("undo", "--yes", "--to", kept().getLast()).succeeds();
        servers.requireWhole(rows);
    }

    private static List<String> kept() {
        return servers.kept();
    }

    @Test
    @Order(4)
    void withoutUndoNothingIsKept() throws SQLException {
        var rows = rows();
        reset("WITHOUT_UNDO=true", "SKIP_BAD_DOCUMENTS=true");
        assertThat(machine.status().path("undo").isMissingNode()).isTrue();
        assertThat(checkout.make("data_undo").error()).contains("there is nothing to undo");
        servers.requireWhole(rows);
    }

    @Test
    @Order(4)
    void skipIndexLeavesTheIndexOut() throws SQLException {
        var rows = rows();
        reset("INIT_SKIP_INDEX=true");
        assertThat(machine.status().path("index").path("state").asString()).isNotEqualTo("true");
        checkout.make("reindex_data").succeeds();
        servers.requireWhole(rows);
    }

    @Test
    @Order(5)
    void lockWaitIsHowLongAnotherRunIsWaitedFor() {
        try (var _ =
                ProcessLock.acquire(
                        machine.volume().resolve("lock"),
                        "a test",
                        Duration.ofSeconds(5),
                        _ -> {})) {
            var failed = checkout.make("up", "LOCK_WAIT=1");
            assertThat(failed.error()).contains("another run holds the lock: a test", "Error 6");
            assertThat(failed.time()).isGreaterThan(Duration.ofSeconds(1));
        }
    }

    @Test
    @Order(6)
    void targetsThatOnlyTellWork() {
        assertThat(checkout.make("env").succeeds().out()).contains("export DATABASE_URL=mysql://");
        assertThat(checkout.make("status").succeeds().out()).contains("true to the database");
        assertThat(checkout.make("volume_inspect").succeeds().out())
                .contains("used by   MariaDB and OpenSearch");
        assertThat(checkout.make("volume_remove").error()).contains("not confirmed", "Error 4");
    }

    @Test
    @Order(7)
    void wordsAreSearchedFor() {
        assertThat(checkout.make("search", "WORDS=ublock origin").succeeds().out().lines().toList())
                .element(0)
                .asString()
                .containsIgnoringCase("ublock");
        checkout.make("search", "WORDS=--json").succeeds();
        checkout.make("search").succeeds();
    }

    @Test
    @Order(8)
    void aVolumeMayHaveAnotherNameOrLieElsewhere() {
        checkout.make("down").succeeds();
        checkout.make("volume_create", "DATA_VOLUME=another").succeeds();
        assertThat(machine.volumes().resolve("another/volume.json")).exists();
        var elsewhere = machine.directory().resolve("some where/else");
        machine.placeVolume(elsewhere);
        var up = checkout.make("up", "DATA_VOLUME=" + elsewhere).succeeds();
        assertThat(up.error()).contains("it is true to the database").doesNotContain("ok create");
        var status = checkout.make("status").succeeds();
        assertThat(status.out()).contains(elsewhere.toString(), "true to the database");
        checkout.make("down").succeeds();
        assertThat(elsewhere.resolve("database/ibdata1")).exists();
        assertThat(checkout.make("volume_list").out()).contains("another", elsewhere.toString());
    }

    @Test
    @Tag("slow")
    @Order(9)
    void elasticsearchServesInsteadOfOpenSearch() throws SQLException {
        try (var other = Machine.populated()) {
            var copy = Checkout.of(other);
            copy.make("up", "SEARCH_ENGINE=elasticsearch").succeeds();
            assertThat(
                            new Servers(other)
                                    .search("GET", "/")
                                    .path("version")
                                    .path("number")
                                    .asString())
                    .isEqualTo("7.10.2");
            other.set("SEARCH_ENGINE", "elasticsearch");
            new Servers(other).requireWhole(other.status().path("rows").path("addons").asLong());
            copy.make("down").succeeds();
            copy.make("up", "SEARCH_ENGINE=opensearch", "SEARCH_PORT=" + Ports.anyFree())
                    .succeeds();
            copy.make("down").succeeds();
        }
    }
}
