package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.addonsdata.services.searchnode.SearchEngine;
import org.addonsdata.testing.TestRun;
import org.addonsdata.testing.TestSearch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The accounts of docs/external.md, made by exactly its statements, do what it says. */
@Tag("slow")
class ExternalPrivilegesIT {
    private static final String[] TOOL = {
        "CREATE USER olympia_admin@'%' IDENTIFIED BY 'one'",
        "GRANT ALL PRIVILEGES ON olympia.* TO olympia_admin@'%'",
        "GRANT ALL PRIVILEGES ON `olympia\\_\\_%`.* TO olympia_admin@'%'"
    };
    private static final String[] RESTORER = {
        "CREATE USER olympia_restore@'%' IDENTIFIED BY 'two'",
        "GRANT ALL PRIVILEGES ON `olympia\\_\\_2%`.* TO olympia_restore@'%'"
    };
    private static final String VIEW_OF_TOOL =
            "CREATE DEFINER=olympia_admin@'%' VIEW olympia.own AS SELECT id FROM olympia.addons";
    private static final String TRIGGER_OF_TOOL =
            "CREATE DEFINER=olympia_admin@'%' TRIGGER olympia.same BEFORE UPDATE ON olympia.config FOR EACH ROW SET NEW.`value`=NEW.`value`";
    private static final String[] VIEW_OF_SOMEBODY = {
        "CREATE USER somebody@'%' IDENTIFIED BY 'three'",
        "GRANT SELECT ON olympia.* TO somebody@'%'",
        "CREATE DEFINER=somebody@'%' VIEW olympia.others AS SELECT id FROM olympia.addons"
    };

    private static TestSearch search;

    @BeforeAll
    static void start() {
        search = TestSearch.start(SearchEngine.OPENSEARCH);
    }

    @AfterAll
    static void stop() {
        search.close();
    }

    private static Machine machine(OwnDatabase database) {
        return Machine.used()
                .set("MODE", "external")
                .set(
                        "DATABASE_URL",
                        "mysql://olympia_admin@127.0.0.1:%d/olympia".formatted(database.port()))
                .set("DATABASE_PASSWORD", "one")
                .set("SEARCH_URL", search.uri().toString());
    }

    @ParameterizedTest
    @EnumSource
    void theDocumentedAccountsAreEnoughAndLessIsRefusedInTime(OwnDatabase.Product product)
            throws SQLException, IOException {
        if (!product.isThere()) {
            TestRun.notRun(product.name(), "it is not installed");
            Assumptions.abort(product + " is not installed");
        }
        try (var database = OwnDatabase.start(product);
                var machine = machine(database)) {
            database.execute("CREATE USER olympia_admin@'%' IDENTIFIED BY 'one'");
            machine.run("up")
                    .failsWith(
                            Result.NOT_READY, "cannot create a staging schema", "docs/external.md");
            database.execute("DROP USER olympia_admin@'%'");
            database.execute(TOOL);

            everyCommand(machine, database);
            restoring(machine, database);
            exporting(machine, database, product);
            objectsOfOthers(machine, database, product);
            afterTheSwitch(machine, database, product);
            reading(machine, database);
        }
    }

    /** The doctor says beforehand what the commands below it find out, and its advice is enough. */
    @ParameterizedTest
    @EnumSource
    void theDoctorSaysWhatIsMissingAndHowToGiveIt(OwnDatabase.Product product) throws SQLException {
        if (!product.isThere()) {
            TestRun.notRun(product.name(), "it is not installed");
            Assumptions.abort(product + " is not installed");
        }
        try (var database = OwnDatabase.start(product);
                var machine = machine(database)) {
            database.execute(TOOL);
            machine.run("up").succeeds();
            database.execute(
                    "REVOKE ALL PRIVILEGES ON `olympia\\_\\_%`.* FROM olympia_admin@'%'",
                    "REVOKE DROP ON olympia.* FROM olympia_admin@'%'");
            var lacking = machine.run("doctor").endsWith(Result.FAILED).out();
            assertThat(lacking)
                    .contains(
                            "lacks DROP on `olympia`.*",
                            "lacks every privilege on `olympia\\_\\_%`.*");
            database.execute(advised(lacking, "GRANT ALL PRIVILEGES.*"));

            var alone = machine.run("doctor").succeeds().out();
            assertThat(alone)
                    .contains(
                            "'olympia_admin'@'%' may do all of it",
                            "export: one worker reads, as RELOAD",
                            "restore: is refused, as there is no RESTORE_USER");
            database.execute(advised(alone, "GRANT RELOAD.*"));
            database.execute(
                    advised(alone, "(CREATE USER [^;]*); (GRANT [^;]*); then RESTORE_USER.*"));
            machine.set("RESTORE_USER", "olympia_restore").set("RESTORE_PASSWORD", "…");
            database.execute(VIEW_OF_SOMEBODY);
            var others = machine.run("doctor").succeeds().out();
            assertThat(others)
                    .contains(
                            "export: several workers read at once",
                            "restore: 'olympia_restore'@'%' loads dumps",
                            "belong to somebody@%");
            database.execute(advised(others, "GRANT SET.*"));
            var all = machine.run("doctor").succeeds().out();
            assertThat(all).doesNotContain("somebody@%");
            machine.run("initialize", "--force-db", "--yes").succeeds();
            var directory = machine.directory().resolve("one").toString();
            machine.run("export", directory, "--workers", "2").succeeds();
            machine.run("restore", directory, "--yes").succeeds();

            machine.set("RESTORE_USER", "olympia_admin").set("RESTORE_PASSWORD", "one");
            assertThat(machine.run("doctor").endsWith(Result.FAILED).out())
                    .contains("can reach olympia, and is refused");
        }
    }

    /** The statements of an advice; each group is one, or all of it. */
    private static String[] advised(String doctor, String pattern) {
        return Pattern.compile("(?m)^ *(?:.*; )?" + pattern + "$")
                .matcher(doctor)
                .results()
                .flatMap(match ->
                        match.groupCount() == 0
                                ? Stream.of(match.group().replaceFirst("^.*?(?=GRANT)", ""))
                                : IntStream.rangeClosed(1, match.groupCount())
                                        .mapToObj(match::group))
                .toArray(String[]::new);
    }

    private static void everyCommand(Machine machine, OwnDatabase database) throws SQLException {
        machine.run("up").succeeds();
        database.execute(VIEW_OF_TOOL);
        machine.run("status").succeeds();
        machine.run("env").succeeds();
        machine.run("initialize").succeeds();
        machine.run("initialize", "--force-db", "--yes").succeeds();
        machine.run("undo", "--yes").succeeds();
        machine.run("reindex").succeeds();
        machine.run("reindex", "--check").succeeds();
        machine.run("reindex", "--repair").succeeds();
        machine.run("search", "facebook").succeeds();
        assertThat(database.query("SELECT COUNT(*) > 90 FROM olympia.own")).containsExactly("1");
    }

    private static void restoring(Machine machine, OwnDatabase database)
            throws SQLException, IOException {
        var directory = machine.directory().resolve("backups/one").toString();
        machine.run("export", directory).succeeds();
        var before = database.query("SHOW DATABASES");
        machine.run("restore", directory, "--yes")
                .failsWith(Result.NOT_READY, "may not create any", "RESTORE_USER");
        machine.set("RESTORE_USER", "olympia_admin").set("RESTORE_PASSWORD", "one");
        machine.run("restore", directory, "--yes")
                .failsWith(Result.NOT_READY, "can reach the schema olympia");
        assertThat(database.query("SHOW DATABASES")).isEqualTo(before);

        database.execute(RESTORER);
        machine.set("RESTORE_USER", "olympia_restore").set("RESTORE_PASSWORD", "two");
        database.execute("GRANT FILE ON *.* TO olympia_restore@'%'");
        machine.run("restore", directory, "--yes")
                .failsWith(Result.NOT_READY, "FILE on the whole server", "REVOKE FILE ON *.* FROM");
        database.execute(
                "REVOKE FILE ON *.* FROM olympia_restore@'%'",
                "GRANT SELECT ON `olympia\\_\\_%`.* TO olympia_restore@'%'");
        machine.run("restore", directory, "--yes")
                .failsWith(Result.NOT_READY, "can reach what is not staging", "REVOKE SELECT ON");
        database.execute("REVOKE SELECT ON `olympia\\_\\_%`.* FROM olympia_restore@'%'");
        machine.run("restore", directory, "--yes").succeeds();
        machine.run("undo", "--yes").succeeds();

        machine.set("RESTORE_USER", null).set("RESTORE_PASSWORD", null);
        machine.run("undo", "--yes").succeeds();
        database.execute(
                "GRANT CREATE USER ON *.* TO olympia_admin@'%'",
                "GRANT ALL PRIVILEGES ON `olympia\\_\\_%`.* TO olympia_admin@'%' WITH GRANT OPTION");
        forget(machine);
        machine.run("restore", directory, "--yes")
                .failsWith(Result.REFUSED, "view own", "power over the server (CREATE USER)");
        var plain = machine.directory().resolve("plain.sql");
        Files.writeString(plain, "CREATE TABLE t (id INT PRIMARY KEY);\n");
        machine.run("restore", plain.toString(), "--yes").succeeds();
        machine.run("undo", "--yes").succeeds();
        assertThat(
                        database.query(
                                "SELECT user FROM mysql.user WHERE user LIKE 'addons\\_data\\_restore%'"))
                .isEmpty();
        database.execute(
                "REVOKE CREATE USER ON *.* FROM olympia_admin@'%'",
                "REVOKE GRANT OPTION ON `olympia\\_\\_%`.* FROM olympia_admin@'%'");
        assertThat(database.query("SELECT COUNT(*) > 90 FROM olympia.own")).containsExactly("1");
    }

    /** The last `up` remembered no account for restores, so there is nothing to forget but it. */
    private static void forget(Machine machine) {
        machine.run("up").succeeds();
    }

    private static void exporting(
            Machine machine, OwnDatabase database, OwnDatabase.Product product)
            throws SQLException {
        var one = machine.run("export", "--workers", "2").succeeds();
        assertThat(one.error() + one.out()).contains("exporting with one worker");
        database.execute(
                product == OwnDatabase.Product.MARIADB
                        ? "GRANT RELOAD ON *.* TO olympia_admin@'%'"
                        : "GRANT RELOAD, BACKUP_ADMIN ON *.* TO olympia_admin@'%'");
        var two =
                machine.run(
                                "export",
                                "--workers",
                                "2",
                                machine.directory().resolve("two").toString())
                        .succeeds();
        assertThat(two.error() + two.out()).doesNotContain("one worker");
    }

    private static void objectsOfOthers(
            Machine machine, OwnDatabase database, OwnDatabase.Product product)
            throws SQLException {
        if (product == OwnDatabase.Product.MYSQL) {
            database.execute(TRIGGER_OF_TOOL);
            machine.run("initialize", "--force-db", "--yes")
                    .failsWith(Result.NOT_READY, "functions or triggers", "could not create again");
            database.execute("SET GLOBAL log_bin_trust_function_creators=ON");
            machine.run("initialize", "--force-db", "--yes").succeeds();
            machine.run("undo", "--yes").succeeds();
        }
        database.execute(VIEW_OF_SOMEBODY);
        var before = database.query("SHOW FULL TABLES FROM olympia");
        machine.run("initialize", "--force-db", "--yes")
                .failsWith(Result.NOT_READY, "somebody", "could not create again");
        assertThat(database.query("SHOW FULL TABLES FROM olympia")).isEqualTo(before);
        database.execute("GRANT %s ON *.* TO olympia_admin@'%%'".formatted(setDefiner(product)));
        machine.run("initialize", "--force-db", "--yes").succeeds();
        machine.run("undo", "--yes").succeeds();
        assertThat(database.query("SHOW FULL TABLES FROM olympia")).isEqualTo(before);
    }

    private static String setDefiner(OwnDatabase.Product product) {
        return product == OwnDatabase.Product.MARIADB ? "SET USER" : "SET_ANY_DEFINER";
    }

    /** A right that is there aside and not where the data goes shows after the switch only. */
    private static void afterTheSwitch(
            Machine machine, OwnDatabase database, OwnDatabase.Product product)
            throws SQLException, IOException {
        var dump = machine.directory().resolve("event.sql");
        Files.writeString(
                dump,
                """
                CREATE TABLE t (id INT PRIMARY KEY);
                CREATE EVENT yearly ON SCHEDULE EVERY 1 YEAR STARTS '2036-01-01 00:00:00' DO DELETE FROM t;
                """);
        machine.set("RESTORE_USER", "olympia_restore").set("RESTORE_PASSWORD", "two");
        machine.run("restore", dump.toString(), "--yes")
                .failsWith(Result.REFUSED, "event yearly", "power over the server (SET");
        database.execute(
                "DROP VIEW olympia.others",
                "REVOKE %s ON *.* FROM olympia_admin@'%%'".formatted(setDefiner(product)),
                "REVOKE EVENT ON olympia.* FROM olympia_admin@'%'");
        var before = database.query("SHOW FULL TABLES FROM olympia");

        machine.run("restore", dump.toString(), "--yes")
                .failsWith(
                        Result.INTEGRITY,
                        "is live, but the event yearly could not be created",
                        "'undo' puts back");

        machine.set("RESTORE_USER", null).set("RESTORE_PASSWORD", null);
        assertThat(database.query("SHOW TABLES FROM olympia")).contains("t");
        database.execute("GRANT EVENT ON olympia.* TO olympia_admin@'%'");
        machine.run("undo", "--yes").succeeds();
        assertThat(database.query("SHOW FULL TABLES FROM olympia")).isEqualTo(before);
        machine.run("undo", "--yes").succeeds();
        assertThat(
                        database.query(
                                "SELECT CONCAT(DEFINER, ' ', STATUS) FROM information_schema.EVENTS WHERE EVENT_SCHEMA='olympia'"))
                .containsExactly("olympia_admin@% DISABLED");
        machine.run("undo", "--yes").succeeds();
    }

    private static void reading(Machine machine, OwnDatabase database) throws SQLException {
        database.execute(
                "CREATE USER looks@'%' IDENTIFIED BY 'one'",
                "GRANT SELECT ON olympia.* TO looks@'%'",
                "GRANT SELECT ON `olympia\\_\\_%`.* TO looks@'%'",
                "CREATE USER exports@'%' IDENTIFIED BY 'one'",
                "GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, EXECUTE ON olympia.* TO exports@'%'");
        as(machine, database, "looks");
        assertThat(machine.status().path("data").path("state").asString()).isEqualTo("initialised");
        as(machine, database, "exports");
        var directory = machine.directory().resolve("three").toString();
        machine.run("export", directory, "--workers", "1").succeeds();
        machine.run("restore", directory, "--dry-run").succeeds();
        for (var command :
                List.of("undo --yes", "initialize --force-db --yes", "up --force-db --yes")) {
            var words = Arrays.asList(command.split(" ", -1)).toArray(String[]::new);
            assertThat(machine.run(words).status()).isEqualTo(Result.NOT_READY);
        }
        assertThat(database.query("SELECT COUNT(*) > 90 FROM olympia.addons")).containsExactly("1");
    }

    private static void as(Machine machine, OwnDatabase database, String user) {
        machine.set(
                "DATABASE_URL", "mysql://%s@127.0.0.1:%d/olympia".formatted(user, database.port()));
    }
}
