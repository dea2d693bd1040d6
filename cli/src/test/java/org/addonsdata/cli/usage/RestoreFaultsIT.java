package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.addonsdata.core.concurrent.Deadline;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Restores that are killed, interrupted, or lose their server in every step: the live data are
 * entirely the old ones or entirely the new ones, and the next command removes what was left.
 */
class RestoreFaultsIT {
    private static Machine machine;
    private static Servers servers;
    private static Path snapshot;
    private static long addons;

    @BeforeAll
    static void start() throws SQLException {
        machine = Machine.populated();
        servers = new Servers(machine);
        machine.run("up").succeeds();
        addons = machine.status().path("rows").path("addons").asLong();
        servers.execute("REPLACE INTO config (`key`, `value`) VALUES ('mine', 'snapshot')");
        servers.execute(
                """
                CREATE TABLE filler (id INT AUTO_INCREMENT PRIMARY KEY, t VARCHAR(200), n INT, KEY t (t), KEY n (n))
                SELECT REPEAT(MD5(RAND()), 5) AS t, a.id AS n FROM log_activity a JOIN log_activity b LIMIT 200000
                """);
        snapshot = machine.directory().resolve("snapshot");
        machine.run("export", snapshot.toString()).succeeds();
        servers.execute("DROP TABLE filler");
    }

    @BeforeEach
    void change() throws SQLException {
        servers.execute("REPLACE INTO config (`key`, `value`) VALUES ('mine', 'live')");
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    private static String[] restore() {
        return new String[] {"restore", snapshot.toString(), "--yes"};
    }

    private static void requireOld() throws SQLException {
        machine.run("up").succeeds();
        assertThat(servers.query("SELECT `value` FROM config WHERE `key`='mine'"))
                .containsExactly("live");
        assertThat(
                        servers.queryAsAdministrator(
                                "SELECT COUNT(*) FROM mysql.user WHERE User LIKE 'addons_data_restore%'"))
                .containsExactly("0");
        servers.requireWhole(addons);
    }

    @ParameterizedTest
    @ValueSource(strings = {"restore.load-begins", "restore.load-ended", "restore.verify-begins"})
    void whatIsKilledBeforeTheSwitchLeavesTheOldData(String moment) throws SQLException {
        killAt(moment);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "stage.schema-created",
                "restore.check-begins",
                "restore.check-ended",
                "restore.keys-begins",
                "restore.keys-ended",
                "restore.verify-ended",
                "restore.loaded",
                "restore.objects-proved",
                "switch.generation-complete",
                "switch.objects-recorded",
                "switch.begun"
            })
    void whatIsKilledAtAnyOtherMomentLeavesTheOldData(String moment) throws SQLException {
        killAt(moment);
    }

    private static void killAt(String moment) throws SQLException {
        machine.set("ADDONS_DATA_FAULT", "kill " + moment);
        machine.run(restore()).endsWith(Result.KILLED);
        machine.set("ADDONS_DATA_FAULT", null);
        requireOld();
    }

    @Test
    void whatIsInterruptedLeavesTheOldData() throws SQLException {
        var ended = machine.start(restore()).awaitSaying("check").interrupt().await();
        ended.endsWith(Result.INTERRUPTED);
        requireOld();
    }

    /** The words that a step says when it has ended; the next one is under way then. */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"check", "load", "keys"})
    void aServerThatDiesLeavesTheOldData(String step) throws SQLException {
        var running = machine.start(restore()).awaitSaying(step);
        machine.kill(machine.databaseRunFile());
        var ended = running.await();
        assertThat(ended.status()).as(ended.toString()).isIn(Result.FAILED, Result.NOT_READY);
        assertThat(ended.error()).contains("addons-data: ").doesNotContain("this is a bug");
        requireOld();
    }

    /** The staging schema is made before the file is read, which takes a while. */
    @Tag("slow")
    @Test
    void aServerThatDiesWhileTheFileIsCheckedLeavesTheOldData() throws SQLException {
        var running = machine.start(restore());
        awaitRow("SHOW DATABASES LIKE 'olympia\\_\\_2%'");
        machine.kill(machine.databaseRunFile());
        var ended = running.await();
        assertThat(ended.status()).as(ended.toString()).isIn(Result.FAILED, Result.NOT_READY);
        assertThat(ended.error()).doesNotContain("load  ").doesNotContain("this is a bug");
        requireOld();
    }

    /** The views are gone by then, and the one statement waits for a reader's table. */
    @Tag("slow")
    @Test
    void aServerThatDiesInTheSwitchLeavesTheOldData() throws SQLException {
        servers.execute("CREATE OR REPLACE VIEW of_the_old AS SELECT 7 AS seven");
        Background running;
        try (var reader = servers.administrator();
                var statement = reader.createStatement()) {
            statement.execute("LOCK TABLES olympia.config READ");
            running = machine.start(restore());
            awaitRow(
                    "SELECT ID FROM information_schema.PROCESSLIST WHERE INFO LIKE 'RENAME TABLE%'"
                            + " AND STATE LIKE 'Waiting for table metadata lock%'");
            machine.kill(machine.databaseRunFile());
        }
        var ended = running.await();
        assertThat(ended.status()).as(ended.toString()).isIn(Result.FAILED, Result.NOT_READY);
        assertThat(ended.error()).doesNotContain("this is a bug");
        requireOld();
        assertThat(servers.query("SELECT seven FROM of_the_old")).containsExactly("7");
        servers.execute("DROP VIEW of_the_old");
    }

    private static void awaitRow(String query) throws SQLException {
        var deadline = Deadline.after(Duration.ofMinutes(2));
        while (servers.queryAsAdministrator(query).isEmpty()) {
            assertThat(deadline.isOver()).as(query).isFalse();
            Background.pause();
        }
    }

    @Test
    void aRowThatDoesNotFitLeavesTheOldData() throws IOException, SQLException {
        var dump = machine.directory().resolve("unfit.sql");
        Files.writeString(
                dump,
                "CREATE TABLE t (id INT PRIMARY KEY, n TINYINT);\nINSERT INTO t VALUES (1,2),(2,4711);\n");
        machine.run("restore", dump.toString(), "--yes")
                .failsWith(Result.INTEGRITY, "table t", "Out of range");
        requireOld();
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException, SQLException {
        var empty = Files.createDirectories(machine.directory().resolve("empty"));
        for (var path : List.of(empty, machine.directory().resolve("nowhere"))) {
            assertThat(
                            machine.run("restore", path.toString(), "--yes")
                                    .endsWith(Result.FAILED)
                                    .error())
                    .contains(path.toString());
        }
        requireOld();
    }
}
