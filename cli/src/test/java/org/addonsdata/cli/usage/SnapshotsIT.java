package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.addonsdata.core.concurrent.Deadline;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots taken, listed, verified, brought back and undone. */
class SnapshotsIT {
    private static Machine machine;
    private static Servers servers;
    private static long addons;

    @BeforeAll
    static void start() {
        machine = Machine.populated();
        servers = new Servers(machine);
        machine.run("up").succeeds();
        addons = machine.status().path("rows").path("addons").asLong();
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    private static Path target(String name) {
        return machine.directory().resolve(name);
    }

    private static String export(Path target, String... flags) {
        var line = new java.util.ArrayList<>(List.of("export", target.toString(), "--json"));
        line.addAll(List.of(flags));
        return machine.run(line.toArray(String[]::new)).succeeds().json().path("sha256").asString();
    }

    @Test
    void aSnapshotComesBackWithItsIndexAndCanBeUndone() throws SQLException {
        servers.execute("REPLACE INTO config (`key`, `value`) VALUES ('mine', 'before')");
        var target = target("first");
        export(target);
        servers.execute("UPDATE config SET `value`='after' WHERE `key`='mine'");
        servers.execute("CREATE VIEW added_later AS SELECT 1 AS one");

        var restored =
                machine.run("restore", target.toString(), "--yes", "--json").succeeds().json();

        assertThat(restored.path("checked").asString()).isEqualTo("content");
        assertThat(mine()).containsExactly("before");
        assertThat(views()).isEmpty();
        servers.requireWhole(addons);

        machine.run("undo", "--yes").succeeds();
        assertThat(mine()).containsExactly("after");
        assertThat(views()).containsExactly("added_later");
        servers.execute("DROP VIEW added_later");
        servers.requireWhole(addons);
    }

    @Test
    void theSameDataGivesTheSameBytesAlsoAfterARestore() {
        var once = export(target("once"), "--workers", "1");
        assertThat(export(target("twice"), "--workers", "3")).isEqualTo(once);
        machine.run("restore", target("once").toString(), "--yes").succeeds();
        assertThat(export(target("thrice"))).isEqualTo(once);
    }

    @Test
    void theLatestCompleteSnapshotIsTheDefault() throws IOException, SQLException {
        servers.execute("REPLACE INTO config (`key`, `value`) VALUES ('mine', 'in backups')");
        machine.run("export").succeeds();
        var backups = machine.home().resolve("backups");
        Files.createDirectories(backups.resolve("29990101000000"));
        Files.writeString(backups.resolve(".DS_Store"), "x");
        servers.execute("UPDATE config SET `value`='later' WHERE `key`='mine'");

        assertThat(machine.run("restore", "--yes").succeeds().error())
                .contains("the latest complete snapshot");

        assertThat(mine()).containsExactly("in backups");
        assertThat(machine.run("snapshots", "list").succeeds().out())
                .contains("29990101000000", "not complete");
        machine.run("snapshots", "verify").succeeds();
    }

    @Test
    void aRelativePathIsRefusedWithTheAbsoluteOne() {
        machine.run("restore", "backups/x", "--yes")
                .failsWith(
                        Result.USAGE,
                        "must be absolute",
                        machine.home().resolve("backups/x").toString());
    }

    @Test
    void aTargetThatIsThereIsOnlyReplacedWhenAsked() {
        export(target("there"));
        machine.run("export", target("there").toString()).failsWith(Result.REFUSED, "--overwrite");
        export(target("there"), "--overwrite");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anExportThatEndsInItsMiddleLeavesNothingThatLooksLikeASnapshot(boolean killed)
            throws IOException, SQLException {
        var exports = target(killed ? "killed" : "interrupted");
        try (var holder = servers.administrator();
                var statement = holder.createStatement()) {
            statement.execute("LOCK TABLES olympia.files WRITE");
            var export =
                    machine.start("export", exports.resolve("one").toString(), "--workers", "1");
            awaitReaderThatWaits();
            assertThat(names(exports)).singleElement().asString().startsWith(".partial-");
            var ended = (killed ? export.kill() : export.interrupt()).await();
            ended.endsWith(killed ? Result.KILLED : Result.INTERRUPTED);
        }
        assertThat(names(exports)).allMatch(name -> killed && name.startsWith(".partial-"));
        export(exports.resolve("two"));
        assertThat(names(exports)).containsExactly("two");
    }

    private static void awaitReaderThatWaits() throws SQLException {
        var deadline = Deadline.after(Duration.ofMinutes(1));
        while (servers.queryAsAdministrator(
                        "SELECT ID FROM information_schema.PROCESSLIST"
                                + " WHERE STATE LIKE 'Waiting for table metadata lock%'")
                .isEmpty()) {
            assertThat(deadline.isOver()).as("the export never waited").isFalse();
            Background.pause();
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP DATABASE olympia;",
                "GRANT ALL ON *.* TO 'x'@'%';",
                "/*!50003 CREATE DEFINER=`root`@`localhost` FUNCTION f() RETURNS STRING SONAME 'f.so' */;",
                "\\! touch /tmp/harmed"
            })
    void aHarmfulDumpIsRefusedBeforeAnythingIsTouched(String statement)
            throws IOException, SQLException {
        var generation = machine.status().path("data").path("generation").asString();
        var dump = target("harmful-" + Math.abs(statement.hashCode()) + ".sql");
        Files.writeString(
                dump,
                "CREATE TABLE t (id INT);\n" + statement + "\n-- Dump completed on 2026-01-01\n");

        assertThat(machine.run("restore", dump.toString(), "--dry-run").succeeds().out())
                .contains("refused");
        machine.run("restore", dump.toString(), "--yes").failsWith(Result.REFUSED, "line 2");

        assertThat(machine.status().path("data").path("generation").asString())
                .isEqualTo(generation);
        servers.requireWhole(addons);
    }

    @Test
    void aCutOrTamperedSnapshotChangesNothing() throws IOException, SQLException {
        export(target("cut"));
        var file = target("cut").resolve("data_mysqld.sql");
        var text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() / 2));
        machine.run("restore", target("cut").toString(), "--yes")
                .failsWith(Result.INTEGRITY, "ends in the middle");
        Files.writeString(file, text.replaceFirst("local_admin", "local_harm_"));
        machine.run("restore", target("cut").toString(), "--yes")
                .failsWith(Result.INTEGRITY, "SHA-256");
        servers.requireWhole(addons);
    }

    @ParameterizedTest
    @ValueSource(strings = {"restore.loaded", "switch.tables-renamed", "switch.index-published"})
    void aRestoreThatIsKilledLeavesTheOldOrTheNewData(String point) throws SQLException {
        servers.execute("REPLACE INTO config (`key`, `value`) VALUES ('mine', 'snapshot')");
        var target = target("killed-" + Math.abs(point.hashCode()));
        export(target);
        servers.execute("UPDATE config SET `value`='live' WHERE `key`='mine'");

        machine.set("ADDONS_DATA_FAULT", "kill " + point);
        machine.run("restore", target.toString(), "--yes").endsWith(Result.KILLED);
        machine.set("ADDONS_DATA_FAULT", null);
        machine.run("up").succeeds();

        assertThat(mine()).containsExactly(point.startsWith("switch") ? "snapshot" : "live");
        servers.requireWhole(addons);
    }

    /** The snapshot's view takes the name that a migration after it gives a table. */
    @Test
    void aViewThatAMigrationLeavesNoPlaceForRefusesTheRestore() throws SQLException {
        var whole = target("before-it-was-taken-apart");
        export(whole);
        servers.execute("DELETE FROM flyway_schema_history WHERE version='9'");
        servers.execute("DROP TABLE log_activity");
        servers.execute("CREATE VIEW log_activity AS SELECT id FROM users");
        var target = target("view-in-the-way");
        export(target);
        servers.execute("DROP VIEW log_activity");
        machine.run("restore", whole.toString(), "--yes").succeeds();
        servers.execute("REPLACE INTO config (`key`, `value`) VALUES ('mine', 'kept')");

        machine.run("restore", target.toString(), "--yes")
                .failsWith(
                        Result.INTEGRITY, "the view log_activity cannot be made", "nothing live");

        assertThat(mine()).containsExactly("kept");
        servers.requireWhole(addons);
    }

    @Test
    void aDumpOfSomethingElseRunsWithNoMoreRightsThanTheApplication()
            throws IOException, SQLException {
        var dump = target("else.sql");
        Files.writeString(
                dump,
                """
                -- MySQL dump 10.13
                CREATE TABLE `t` (`id` int NOT NULL PRIMARY KEY, `n` int DEFAULT 0);
                INSERT INTO `t` VALUES (1,1),(2,2);
                DELIMITER ;;
                /*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `tr` BEFORE INSERT ON `t` FOR EACH ROW SET NEW.n = 7 */;;
                CREATE DEFINER=`root`@`localhost` FUNCTION `f`() RETURNS int DETERMINISTIC RETURN 3 ;;
                DELIMITER ;
                CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`localhost` SQL SECURITY DEFINER VIEW `v` AS SELECT `id` FROM `t`;
                -- Dump completed on 2026-01-01
                """);

        machine.run("restore", dump.toString(), "--yes").succeeds();

        assertThat(servers.query("SELECT COUNT(*) FROM v")).containsExactly("2");
        assertThat(
                        servers.queryAsAdministrator(
                                """
                                SELECT DEFINER FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA='olympia'
                                UNION ALL SELECT DEFINER FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA='olympia'
                                UNION ALL SELECT DEFINER FROM information_schema.VIEWS WHERE TABLE_SCHEMA='olympia'
                                """))
                .hasSize(3)
                .containsOnly("olympia@127.0.0.1");
        assertThat(
                        servers.queryAsAdministrator(
                                "SELECT COUNT(*) FROM mysql.user WHERE User LIKE 'addons_data%'"))
                .containsExactly("0");
        machine.run("initialize").failsWith(Result.REFUSED, "something else");

        machine.run("undo", "--yes").succeeds();
        servers.requireWhole(addons);
    }

    @Test
    void aSnapshotIsRestoredAsideToVerifyItDeeply() throws SQLException {
        servers.execute("CREATE OR REPLACE VIEW seen AS SELECT 1 AS one");
        var target = machine.home().resolve("backups/20260101000000");
        export(target);
        servers.execute("DROP VIEW seen");
        var generation = machine.status().path("data").path("generation").asString();

        var verified =
                machine.run("snapshots", "verify", "20260101000000", "--deep", "--json")
                        .succeeds()
                        .json();

        assertThat(verified.path("verified").asBoolean()).isTrue();
        assertThat(verified.path("checked").asString()).isEqualTo("content");
        assertThat(verified.path("objects").asInt()).isEqualTo(1);
        assertThat(machine.status().path("data").path("generation").asString())
                .isEqualTo(generation);
        assertThat(views()).isEmpty();
        servers.requireWhole(addons);
        assertThat(machine.run("snapshots", "verify", "20260101000000", "--deep").succeeds().out())
                .contains("can be brought back here", "nothing live was touched");
        machine.run("snapshots", "verify", "20260101000000", "--deep", "--volume", "another")
                .failsWith(Result.NOT_READY, "do not run", "make up");
    }

    @Test
    void contentThatIsNotTheManifestsIsFoundByADeepVerificationOnly()
            throws IOException, SQLException {
        var target = machine.home().resolve("backups/20260102000000");
        export(target);
        var manifest = target.resolve("manifest.json");
        var addonsChecksum =
                Pattern.compile("(\"name\" : \"addons\",[^}]*?\"checksum\" : \")[0-9a-f]{16}");
        var changed =
                addonsChecksum
                        .matcher(Files.readString(manifest))
                        .replaceFirst("$10123456789abcdef");
        Files.writeString(manifest, changed);
        machine.run("snapshots", "verify", "20260102000000").succeeds();

        machine.run("snapshots", "verify", "20260102000000", "--deep")
                .failsWith(Result.INTEGRITY, "table addons does not hold what the manifest says");

        servers.requireWhole(addons);
    }

    @Test
    void aDeepVerificationThatIsKilledLeavesNothingThatTheNextCommandKeeps() throws SQLException {
        export(machine.home().resolve("backups/20260103000000"));

        machine.set("ADDONS_DATA_FAULT", "kill verify.loaded");
        machine.run("snapshots", "verify", "20260103000000", "--deep").endsWith(Result.KILLED);
        machine.set("ADDONS_DATA_FAULT", null);
        var again = machine.run("snapshots", "verify", "20260103000000", "--deep");

        assertThat(again.succeeds().error()).contains("which an earlier run left behind");
        servers.requireWhole(addons);
    }

    @Test
    void whatIsNoSnapshotIsNotVerified() throws IOException {
        var cut = Files.createDirectories(machine.home().resolve("backups/cut"));
        Files.writeString(cut.resolve("data_mysqld.sql"), "-- MySQL dump 10.13\nCREATE TABLE");

        machine.run("snapshots", "verify", "../backups").failsWith(Result.FAILED, "no snapshot");
        machine.run("snapshots", "verify", "cut").failsWith(Result.INTEGRITY, "cut off");
        machine.run("snapshots", "verify", "cut", "--deep").failsWith(Result.INTEGRITY, "cut off");
    }

    @Test
    void pruningTellsWhatItFreesAndKeepsTheNewestAndWhatIsNotOurs() throws IOException {
        var backups = machine.home().resolve("backups");
        export(backups.resolve("20250101000000"));
        export(backups.resolve("20250102000000"));
        Files.createDirectories(backups.resolve("upstream"));
        Files.copy(
                backups.resolve("20250101000000/data_mysqld.sql"),
                backups.resolve("upstream/data_mysqld.sql"),
                StandardCopyOption.REPLACE_EXISTING);

        assertThat(machine.run("snapshots", "prune", "--keep", "1", "--dry-run").succeeds().out())
                .contains("would delete 20250101000000", "would free");
        assertThat(backups.resolve("20250101000000")).exists();
        machine.run("snapshots", "prune", "--keep", "1").failsWith(Result.REFUSED, "--yes");

        var pruned =
                machine.run("snapshots", "prune", "--keep", "0", "--yes", "--json")
                        .succeeds()
                        .json();

        assertThat(pruned.path("freed").asLong()).isPositive();
        assertThat(backups.resolve("20250101000000")).doesNotExist();
        assertThat(backups.resolve("upstream/data_mysqld.sql")).exists();
        var left = machine.run("snapshots", "list", "--json").succeeds().json().path("snapshots");
        assertThat(left.size()).isGreaterThanOrEqualTo(2);
        assertThat(left.get(0).path("complete").asBoolean()).isTrue();
    }

    private static List<String> mine() throws SQLException {
        return servers.query("SELECT `value` FROM config WHERE `key`='mine'");
    }

    private static List<String> views() throws SQLException {
        return servers.query(
                "SELECT TABLE_NAME FROM information_schema.VIEWS WHERE TABLE_SCHEMA='olympia'");
    }
}
