package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.services.searchnode.SearchEngine;
import org.addonsdata.testing.TestSearch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Data that somebody else made is never replaced before its name was typed, on loopback neither.
 */
@Tag("slow")
class ExternalConfirmationIT {
    private static OwnDatabase database;
    private static TestSearch search;

    private Machine machine;

    @BeforeAll
    static void start() {
        Assumptions.assumeTrue(OwnDatabase.Product.MARIADB.isThere(), "MariaDB is not installed");
        database = OwnDatabase.start(OwnDatabase.Product.MARIADB);
        search = TestSearch.start(SearchEngine.OPENSEARCH);
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
                        .set(
                                "DATABASE_URL",
                                "mysql://root@127.0.0.1:%d/olympia".formatted(database.port()))
                        .set("SEARCH_URL", search.uri().toString());
        for (var schema : database.query("SHOW DATABASES LIKE 'olympia%'")) {
            database.execute("DROP DATABASE `" + schema + "`");
        }
    }

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void whatThisToolFilledIsReplacedWithoutAName() throws SQLException {
        machine.run("up").succeeds();
        var reset = machine.run("initialize", "--force-db", "--yes").succeeds();
        assertThat(reset.error())
                .containsPattern(
                        "replacing olympia on 127.0.0.1:%d \\(DATABASE_URL: environment\\): data of addons-server, 29 tables, [0-9,]+ rows, initialised at 20"
                                .formatted(database.port()));
        assertThat(machine.run("undo", "--yes").succeeds().error())
                .contains("replacing olympia on", "made by a reset at 20");
    }

    @Test
    void whatSomebodyElseMadeIsReplacedOnceItsHostAndSchemaWereTyped() throws SQLException {
        precious();
        for (var command : List.of("initialize --force-db --yes", "up --force-db --yes")) {
            refused(command, "addons-data did not fill the database olympia on 127.0.0.1");
            refused(command + " --host 127.0.0.1", "--host is 127.0.0.1, and the database is");
            refused(command + " --host 127.0.0.1/other", "--host is 127.0.0.1/other");
        }
        machine.set("CONFIRM_HOST", "127.0.0.1/olympia");
        refused("initialize --force-db --yes", "--host 127.0.0.1/olympia");

        var reset = run("initialize --force-db --yes --host 127.0.0.1/olympia").succeeds();
        assertThat(reset.error())
                .containsPattern(
                        "replacing olympia on .* data of something else \\(precious\\), 1 table, 3 rows, the oldest table made at 20");
        run("undo --yes").succeeds();
        assertThat(rows()).isEqualTo("3");
        assertThat(run("initialize --force-db --yes").succeeds().error())
                .as("once is enough for a project")
                .contains("replacing olympia");

        forgetProject();
        run("undo --yes").succeeds();
        refused("initialize --force-db --yes", "addons-data did not fill");
    }

    @Test
    void whatSomebodyElseMadeIsNeverDroppedByWhatReplacesIt() throws SQLException {
        precious();
        refused(
                "initialize --force-db --yes --host 127.0.0.1/olympia --without-undo",
                "WITHOUT_UNDO would drop data that addons-data did not make");
    }

    @Test
    void whatUndoKeepsOfSomebodyElseIsForgottenByItsNameOnly() throws SQLException {
        precious();
        run("initialize --force-db --yes --host 127.0.0.1/olympia").succeeds();
        var parked = database.query("SHOW DATABASES LIKE 'olympia\\_\\_2%'").getFirst();
        var id = parked.substring("olympia__".length());
        machine.set("WITHOUT_UNDO", "true");
        run("initialize --force-db --yes")
                .failsWith(
                        Result.REFUSED,
                        "undo keeps and addons-data did not fill",
                        "--forget " + id);
        machine.set("WITHOUT_UNDO", "false").set("UNDO_KEEP", "1");
        for (int i = 0; i < 2; i++) {
            run("initialize --force-db --yes").succeeds();
        }
        assertThat(database.query("SELECT COUNT(*) FROM `" + parked + "`.precious"))
                .containsExactly("3");
        run("undo --yes --forget " + id).failsWith(Result.REFUSED, "127.0.0.1/olympia/" + id);
        run("undo --yes --host 127.0.0.1/olympia --forget " + id)
                .failsWith(Result.REFUSED, "127.0.0.1/olympia/" + id);
        run("undo --yes --forget " + id + " --host 127.0.0.1/olympia/" + id).succeeds();
        assertThat(database.query("SHOW DATABASES")).doesNotContain(parked);
    }

    @Test
    void whatWasLoadedByHandInPlaceOfItsOwnDataIsNamedBeforeItIsReplaced() throws Exception {
        machine.run("up").succeeds();
        database.execute("CREATE DATABASE olympia_copy");
        var tables = database.query("SHOW TABLES FROM olympia");
        for (var table : tables) {
            database.execute(
                    "CREATE TABLE olympia_copy.`%1$s` LIKE olympia.`%1$s`".formatted(table),
                    "INSERT INTO olympia_copy.`%1$s` SELECT * FROM olympia.`%1$s`"
                            .formatted(table));
        }
        Thread.sleep(2_100);
        database.execute("DROP DATABASE olympia", "CREATE DATABASE olympia");
        for (var table : tables) {
            database.execute(
                    "CREATE TABLE olympia.`%1$s` LIKE olympia_copy.`%1$s`".formatted(table),
                    "INSERT INTO olympia.`%1$s` SELECT * FROM olympia_copy.`%1$s`"
                            .formatted(table));
        }
        database.execute(
                "CREATE TABLE olympia.precious (id INT PRIMARY KEY)",
                "INSERT INTO olympia.precious VALUES (1), (2), (3)");
        forgetProject();
        refused("initialize --force-db --yes", "addons-data did not fill the database olympia");
        refused(
                "initialize --force-db --yes --host 127.0.0.1/olympia --without-undo",
                "WITHOUT_UNDO would drop data that addons-data did not make");
        var reset = run("initialize --force-db --yes --host 127.0.0.1/olympia").succeeds();
        assertThat(reset.error())
                .contains("data of addons-server that addons-data did not make")
                .doesNotContain("initialised at");
        run("undo --yes").succeeds();
        assertThat(rows()).isEqualTo("3");
    }

    @Test
    void aDatabaseThatWasLoadedByHandIsMigratedOnceItsNameWasTyped() throws SQLException {
        machine.run("up").succeeds();
        var tables = database.query("SHOW TABLES FROM olympia LIKE 'addons\\_data\\_%'");
        for (var table : tables) {
            database.execute("DROP TABLE olympia." + table);
        }
        database.execute("DROP DATABASE IF EXISTS olympia__meta");
        var before = database.query("SHOW TABLES FROM olympia");
        machine.run("up").failsWith(Result.REFUSED, "did not fill", "--host 127.0.0.1/olympia");
        assertThat(database.query("SHOW TABLES FROM olympia")).isEqualTo(before);
        var migrated = machine.run("up", "--host", "127.0.0.1/olympia").succeeds();
        assertThat(migrated.error()).contains("migrating olympia on 127.0.0.1", "where it is");
    }

    private Result run(String line) {
        return machine.run(line.split(" "));
    }

    private void refused(String line, String reason) throws SQLException {
        var schemas = database.query("SHOW DATABASES");
        run(line).failsWith(Result.REFUSED, reason);
        assertThat(rows()).as(line).isEqualTo("3");
        assertThat(new ArrayList<>(database.query("SHOW DATABASES"))).isEqualTo(schemas);
    }

    private static void precious() throws SQLException {
        database.execute(
                "CREATE DATABASE olympia",
                "CREATE TABLE olympia.precious (id INT PRIMARY KEY)",
                "INSERT INTO olympia.precious VALUES (1), (2), (3)");
    }

    private static String rows() throws SQLException {
        return database.query("SELECT COUNT(*) FROM olympia.precious").getFirst();
    }

    private void forgetProject() {
        try {
            AtomicFiles.deleteTree(machine.home().resolve(".local/share/addons-data/projects"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
