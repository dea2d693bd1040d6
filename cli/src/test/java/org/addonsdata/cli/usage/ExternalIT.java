package org.addonsdata.cli.usage;

import static org.addonsdata.cli.usage.EverydayIT.performed;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.services.process.Ports;
import org.addonsdata.services.searchnode.SearchEngine;
import org.addonsdata.testing.TestSearch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same commands on servers that somebody else runs: an ordinary MariaDB and an OpenSearch. */
@Tag("slow")
class ExternalIT {
    /**
     * Make's variables that have a test here or beside; held against the help by {@link MakeIT}.
     */
    static final Set<String> TESTED =
            Set.of(
                    "DATABASE_URL",
                    "DATABASE_PASSWORD",
                    "DATABASE_PASSWORD_FILE",
                    "DATABASE_TLS",
                    "DATABASE_CA",
                    "RESTORE_USER",
                    "RESTORE_PASSWORD",
                    "RESTORE_PASSWORD_FILE",
                    "SEARCH_URL",
                    "SEARCH_PASSWORD",
                    "SEARCH_PASSWORD_FILE",
                    "SEARCH_API_KEY",
                    "SEARCH_API_KEY_FILE",
                    "SEARCH_CA",
                    "SEARCH_FINGERPRINT",
                    "CONFIRM_HOST",
                    "WITH_EVENTS");

    private static final String PASSWORD = "p@ss/w:ord%?&";
    private static final String ENCODED = "p%40ss%2Fw%3Aord%25%3F%26";

    private static OwnDatabase database;
    private static TestSearch search;

    private Machine machine;

    @BeforeAll
    static void start() throws SQLException {
        Assumptions.assumeTrue(OwnDatabase.Product.MARIADB.isThere(), "MariaDB is not installed");
        database = OwnDatabase.start(OwnDatabase.Product.MARIADB);
        search = TestSearch.start(SearchEngine.OPENSEARCH);
        database.execute(
                "CREATE USER tool@localhost IDENTIFIED BY '" + PASSWORD + "'",
                "GRANT ALL PRIVILEGES ON olympia.* TO tool@localhost",
                "GRANT ALL PRIVILEGES ON `olympia\\_\\_%`.* TO tool@localhost",
                "CREATE USER loader@localhost IDENTIFIED BY 'loads'",
                "GRANT ALL PRIVILEGES ON `olympia\\_\\_2%`.* TO loader@localhost");
    }

    @AfterAll
    static void stop() {
        if (database != null) {
            database.close();
            search.close();
        }
    }

    @BeforeEach
    void prepare() throws SQLException {
        machine =
                Machine.used()
                        .set("MODE", "external")
                        .set("DATABASE_URL", url("tool:" + ENCODED))
                        .set("RESTORE_USER", "loader")
                        .set("RESTORE_PASSWORD", "loads")
                        .set("SEARCH_URL", search.uri().toString());
        for (var schema : database.query("SHOW DATABASES LIKE 'olympia%'")) {
            database.execute("DROP DATABASE `" + schema + "`");
        }
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private static String url(String account) {
        return "mysql://%s@127.0.0.1:%d/olympia".formatted(account, database.port());
    }

    @Test
    void everyCommandWorksAndNothingIsStarted() throws SQLException, IOException {
        var up = machine.run("up", "--json").succeeds();
        assertThat(performed(up.json().path("steps")))
                .containsExactly("create", "migrate", "initial data", "seed", "index");
        assertThat(performed(machine.run("up", "--json").succeeds().json().path("steps")))
                .isEmpty();
        assertThat(machine.running()).as("processes of ours").isEmpty();
        assertThat(machine.volumes()).doesNotExist();

        var status = machine.run("status").succeeds().out();
        assertThat(status)
                .contains(
                        "mode      external",
                        "database  MariaDB ",
                        "on 127.0.0.1:" + database.port())
                .doesNotContain("volume ", "process ");
        assertThat(machine.run("search", "facebook").succeeds().out())
                .contains("facebook-container");

        var directory = machine.directory().resolve("backups/one").toString();
        machine.run("export", directory).succeeds();
        database.execute(
                "DELETE FROM olympia.config", "INSERT INTO olympia.config VALUES ('mine','1')");
        machine.run("restore", directory, "--yes").succeeds();
        assertThat(database.query("SELECT * FROM olympia.config WHERE `key`='mine'")).isEmpty();
        machine.run("undo", "--yes").succeeds();
        assertThat(database.query("SELECT * FROM olympia.config WHERE `key`='mine'")).hasSize(1);
        machine.run("initialize", "--force-db", "--yes").succeeds();
        machine.run("reindex").succeeds();
        machine.run("reindex", "--check").succeeds();
        assertThat(machine.run("down").succeeds().out()).contains("nothing of ours runs");
        assertThat(database.query("SELECT COUNT(*) > 90 FROM olympia.addons")).containsExactly("1");
        machine.run("volume", "list").failsWith(Result.USAGE, "external servers have no volumes");
    }

    @Test
    void nothingSecretIsShownKeptOrHandedOn() throws IOException {
        machine.set("MYSQL_PWD", null);
        var outputs = new ArrayList<Result>();
        for (var line :
                List.of(
                        new String[] {"up"},
                        new String[] {"status"},
                        new String[] {"status", "--json"},
                        new String[] {"config", "show"},
                        new String[] {"config", "show", "--json"},
                        new String[] {"down"})) {
            outputs.add(machine.run(line).succeeds());
        }
        for (var output : outputs) {
            assertThat(output.out() + output.error()).doesNotContain(PASSWORD, ENCODED, "loads");
        }
        try (var files = Files.walk(machine.home())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(PASSWORD, ENCODED, "loads");
            }
        }
        var env = machine.run("env").succeeds().out();
        assertThat(env)
                .contains(
                        "export DATABASE_URL=" + url("tool:" + ENCODED),
                        "export MYSQL_PWD='" + PASSWORD + "'",
                        "ELASTICSEARCH_LOCATION=" + search.uri().getAuthority());
    }

    @Test
    void modeAndAddressesAreRememberedAndThePasswordIsGivenByFile() throws IOException {
        machine.run("up").succeeds();
        machine.set("MODE", null).set("DATABASE_URL", null).set("SEARCH_URL", null);
        machine.run("export").failsWith(Result.NOT_READY, "refuses the user tool", "no password");
        var file = Files.writeString(machine.directory().resolve("secret"), PASSWORD + "\n");
        machine.set("DATABASE_PASSWORD_FILE", file.toString());
        assertThat(machine.status().path("mode").asString()).isEqualTo("external");
        assertThat(machine.status().path("data").path("state").asString()).isEqualTo("initialised");
        machine.set("DATABASE_PASSWORD_FILE", "/nowhere")
                .run("export")
                .failsWith(Result.USAGE, "DATABASE_PASSWORD_FILE /nowhere cannot be read");
        machine.set("DATABASE_PASSWORD_FILE", null).set("DATABASE_PASSWORD", PASSWORD);
        machine.run("export").succeeds();
    }

    @Test
    void whatIsWrongIsNamed() {
        machine.set(
                "DATABASE_URL", "mysql://tool:hunter2@127.0.0.1:%d/".formatted(database.port()));
        machine.run("up")
                .failsWith(Result.NOT_READY, "the database at 127.0.0.1", "refuses the user tool");
        var nobody = Ports.anyFree();
        machine.set("DATABASE_URL", "mysql://tool:hunter2@127.0.0.1:%d/".formatted(nobody));
        var unreachable =
                machine.run("up")
                        .failsWith(Result.NOT_READY, "no database answers at 127.0.0.1:" + nobody);
        assertThat(unreachable.error()).doesNotContain("hunter2");
        machine.set("DATABASE_URL", url("tool:" + ENCODED))
                .set("SEARCH_URL", "http://127.0.0.1:" + nobody)
                .run("up")
                .failsWith(
                        Result.NOT_READY, "no search server answers at http://127.0.0.1:" + nobody);
        machine.set("SEARCH_URL", null).run("up").failsWith(Result.USAGE, "SEARCH_URL is not set");
        machine.set("DATABASE_URL", "postgres://x:hunter2@y/z")
                .run("status")
                .failsWith(Result.USAGE, "DATABASE_URL begins neither");
        machine.set("DATABASE_URL", null)
                .run("status")
                .failsWith(Result.USAGE, "DATABASE_URL is not set");
        machine.set("MODE", "elsewhere")
                .run("status")
                .failsWith(Result.USAGE, "embedded or compose or external");
    }

    @Test
    void aFlagIsNoPlaceForAPassword() {
        machine.run("status", "--database-url", url("tool:hunter2"))
                .failsWith(Result.USAGE, "no place for a password");
        machine.set("DATABASE_PASSWORD", PASSWORD)
                .run("status", "--database-url", url("tool"))
                .succeeds();
    }

    @Test
    void anExportNeedsNoSearchServer() {
        machine.run("up").succeeds();
        machine.set("SEARCH_URL", null);
        forgetProject();
        machine.run("export").succeeds();
    }

    private void forgetProject() {
        try {
            org.addonsdata.core.files.AtomicFiles.deleteTree(
                    machine.home().resolve(".local/share/addons-data/projects"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void ofSeveralHostsTheFirstThatAnswersAndTakesWritesIsTaken() throws SQLException {
        var hosts = "127.0.0.1:%d,127.0.0.1:%d".formatted(Ports.anyFree(), database.port());
        machine.set("DATABASE_URL", "mysql://tool:%s@%s/olympia".formatted(ENCODED, hosts));
        machine.run("up").succeeds();
        assertThat(machine.run("env").succeeds().out()).contains(":" + database.port() + "/");
    }

    @Test
    void aReadOnlyServerIsExportedFromAndNotWrittenTo() throws SQLException, IOException {
        machine.run("up").succeeds();
        var directory = machine.directory().resolve("backups/one");
        database.execute("SET GLOBAL read_only=ON");
        try {
            machine.run("export", directory.toString()).succeeds();
            assertThat(Files.exists(directory.resolve("manifest.json"))).isTrue();
            machine.run("restore", directory.toString(), "--yes")
                    .failsWith(Result.FAILED, "read-only", "primary");
            machine.run("initialize", "--force-db", "--yes").failsWith(Result.FAILED, "read-only");
            machine.run("undo", "--yes").failsWith(Result.FAILED, "read-only");
            assertThat(machine.status().path("data").path("state").asString())
                    .isEqualTo("initialised");
        } finally {
            database.execute("SET GLOBAL read_only=OFF");
        }
    }

    @Test
    void aReplicaIsExportedFromAndNotWrittenTo() throws SQLException {
        try (var primary =
                        OwnDatabase.start(
                                OwnDatabase.Product.MARIADB, "--server-id=1", "--log-bin=log");
                var replica = OwnDatabase.start(OwnDatabase.Product.MARIADB, "--server-id=2")) {
            replica.execute(
                    "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=%d, MASTER_USER='root', MASTER_USE_GTID=slave_pos"
                            .formatted(primary.port()),
                    "START SLAVE");
            var address = "mysql://root@127.0.0.1:%d/olympia";
            machine.set("DATABASE_URL", address.formatted(primary.port())).run("up").succeeds();
            primary.execute("REPLACE INTO olympia.config VALUES ('mark','last')");
            var deadline = Deadline.after(Duration.ofMinutes(1));
            while (!isThere(replica, "SELECT 1 FROM olympia.config WHERE `key`='mark'")) {
                assertThat(deadline.isOver()).isFalse();
                Background.pause();
            }
            machine.set("DATABASE_URL", address.formatted(replica.port()));
            var directory = machine.directory().resolve("one").toString();
            machine.run("export", directory).succeeds();
            machine.run("restore", directory, "--yes")
                    .failsWith(Result.FAILED, "replica", "primary");
            machine.run("initialize", "--force-db", "--yes").failsWith(Result.FAILED, "replica");
        }
    }

    private static boolean isThere(OwnDatabase database, String query) {
        try {
            return !database.query(query).isEmpty();
        } catch (SQLException e) {
            return false;
        }
    }

    @Test
    void theModeChangesOnlyWhileNothingOfTheOtherRuns() {
        machine.set("MODE", null);
        machine.run("up").succeeds();
        machine.set("MODE", "external");
        for (var command : new String[] {"up", "export", "reindex"}) {
            machine.run(command)
                    .failsWith(
                            Result.REFUSED,
                            "the embedded servers of the volume",
                            "make down MODE=embedded");
        }
        machine.run("down", "--mode", "embedded").succeeds();
        machine.run("up").succeeds();
    }

    /** An address of this machine that looks like one of the internet. */
    @Test
    void whatMayBeProductionIsNamedBeforeItIsReplaced() throws SQLException, IOException {
        var proxy = Path.of("/proc/self/status");
        Assumptions.assumeTrue(
                Files.readString(proxy).contains("Uid:\t0\t"), "only root adds an address");
        Shell.run("sh", "-c", "ip addr add 203.0.113.7/32 dev lo 2>/dev/null || true");
        try (var outside = TcpProxy.on("203.0.113.7", database.port())) {
            machine.set(
                            "DATABASE_URL",
                            "mysql://tool:%s@203.0.113.7:%d/olympia"
                                    .formatted(ENCODED, outside.port()))
                    .set("DATABASE_TLS", "DISABLED");
            machine.run("up").succeeds();
            var directory = machine.directory().resolve("backups/one").toString();
            machine.run("export", directory).succeeds();
            var before = database.query("SHOW DATABASES LIKE 'olympia%'");
            for (var command :
                    List.of(
                            List.of("restore", directory, "--yes"),
                            List.of("undo", "--yes"),
                            List.of("initialize", "--force-db", "--yes"),
                            List.of("up", "--force-db", "--yes"))) {
                machine.run(command.toArray(String[]::new))
                        .failsWith(Result.REFUSED, "may be production", "--host 203.0.113.7");
                var wrong = new ArrayList<>(command);
                wrong.addAll(List.of("--host", "127.0.0.1"));
                machine.run(wrong.toArray(String[]::new))
                        .failsWith(Result.REFUSED, "--host is 127.0.0.1");
            }
            assertThat(database.query("SHOW DATABASES LIKE 'olympia%'")).isEqualTo(before);
            machine.run("restore", directory, "--yes", "--host", "203.0.113.7").succeeds();
            machine.run("undo", "--yes", "--host", "203.0.113.7").succeeds();
            database.execute("UPDATE olympia__meta.generation SET migrations='older'");
            machine.run("up").failsWith(Result.REFUSED, "may be production");
            machine.run("up", "--host", "203.0.113.7").succeeds();
        } finally {
            Shell.run("sh", "-c", "ip addr del 203.0.113.7/32 dev lo 2>/dev/null || true");
        }
    }
}
