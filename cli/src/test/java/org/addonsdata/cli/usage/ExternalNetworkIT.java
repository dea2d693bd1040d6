package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.services.searchnode.SearchEngine;
import org.addonsdata.testing.TestSearch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The network between the tool and an external database at its worst. */
@Tag("slow")
class ExternalNetworkIT {
    private static final Duration OUTAGE = Duration.ofSeconds(10);
    private static final String MARK = "SELECT `value` FROM olympia.config WHERE `key`='mark'";

    private static OwnDatabase database;
    private static TestSearch search;

    private Machine machine;
    private TcpProxy proxy;

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
    void fill() throws SQLException {
        proxy = TcpProxy.to(database.port());
        machine =
                Machine.used()
                        .set("MODE", "external")
                        .set("DATABASE_URL", "mysql://root@127.0.0.1:%d/".formatted(proxy.port()))
                        .set("SEARCH_URL", search.uri().toString())
                        .set("SEED_ADDONS", "500");
        machine.run("up", "--force-db", "--yes").succeeds();
        database.execute("REPLACE INTO olympia.config VALUES ('mark','live')");
    }

    @AfterEach
    void close() {
        machine.close();
        proxy.close();
    }

    private static List<String> schemas() throws SQLException {
        return database.query("SHOW DATABASES LIKE 'olympia%'");
    }

    /** As soon as the network is back. */
    private Result again(String... command) {
        var deadline = Deadline.after(OUTAGE.multipliedBy(6));
        while (true) {
            var result = machine.run(command);
            if (result.status() == Result.DONE || deadline.isOver()) {
                return result.succeeds();
            }
        }
    }

    @Test
    void anExportThatLosesItsServerLeavesNothing() {
        var directory = machine.directory().resolve("backups/one");
        proxy.goAwayAfterToClient(400_000, OUTAGE);
        var failed = machine.run("export", directory.toString());
        assertThat(proxy.cuts()).isEqualTo(1);
        assertThat(failed.status()).as(failed.toString()).isIn(Result.FAILED, Result.NOT_READY);
        assertThat(failed.error()).doesNotContain("\tat ", "a bug");
        assertThat(directory).doesNotExist();
        assertThat(leftIn(directory.getParent())).isEmpty();
        again("export", directory.toString());
        machine.run("restore", directory.toString(), "--dry-run").succeeds();
    }

    private static List<Path> leftIn(Path directory) {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aRestoreThatLosesItsServerLeavesTheLiveDataAsItIs() throws SQLException {
        var directory = machine.directory().resolve("backups/one").toString();
        machine.run("export", directory).succeeds();
        database.execute("REPLACE INTO olympia.config VALUES ('mark','changed since')");
        var before = schemas();

        proxy.goAwayAfterToServer(300_000, OUTAGE);
        var failed = machine.run("restore", directory, "--yes");
        assertThat(proxy.cuts()).isEqualTo(1);
        assertThat(failed.status()).as(failed.toString()).isIn(Result.FAILED, Result.NOT_READY);
        assertThat(failed.error()).doesNotContain("\tat ", "a bug");
        assertThat(database.query(MARK)).containsExactly("changed since");

        again("reindex", "--check");
        assertThat(schemas()).as("what was staged is swept").isEqualTo(before);
        machine.run("restore", directory, "--yes").succeeds();
        assertThat(database.query(MARK)).containsExactly("live");
        assertThat(database.query("SELECT user FROM mysql.user WHERE user LIKE 'addons%'"))
                .isEmpty();
    }

    @Test
    void aProxyThatEndsIdleConnectionsCostsTheRunAndNothingElse() throws SQLException {
        proxy.endIdle(Duration.ofSeconds(1));
        var before = schemas();
        var failed = machine.run("initialize", "--force-db", "--yes", "--seed-addons", "20000");
        assertThat(proxy.cuts()).isGreaterThan(0);
        assertThat(failed.status())
                .as(failed.toString())
                .isIn(Result.FAILED, Result.NOT_READY, Result.LOCKED);
        assertThat(failed.error()).doesNotContain("\tat ", "a bug");
        assertThat(database.query(MARK)).containsExactly("live");
        proxy.endIdle(Duration.ZERO);
        machine.run("reindex", "--check").succeeds();
        assertThat(schemas()).isEqualTo(before);
    }
}
