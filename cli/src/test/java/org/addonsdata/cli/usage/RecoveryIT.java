package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commands and servers that are killed at a bad moment. The environment names a moment at which a
 * command ends as if by SIGKILL; whatever it was, the next `up` has everything in order.
 */
class RecoveryIT {
    private static final String ADDONS = "SELECT COUNT(*) FROM addons";

    @Test
    void aFirstInitialisationThatDiesIsDoneByTheNextUp() throws SQLException {
        firstInitialisationThatDies("switch.tables-renamed");
    }

    private static void firstInitialisationThatDies(String moment) throws SQLException {
        try (var machine = Machine.used()) {
            dieAt(moment, machine, "up");
            machine.run("up").succeeds();
            var addons = new Servers(machine).query(ADDONS).getFirst();
            assertThat(Long.parseLong(addons)).isGreaterThan(50);
            new Servers(machine).requireWholeInDetail(Long.parseLong(addons));
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "create.before",
                "stage.schema-created",
                "create.after",
                "migrate.before",
                "migrate.after",
                "initial-data.before",
                "initial-data.after",
                "seed.before",
                "seed.after",
                "index.before",
                "index.after",
                "switch.generation-complete",
                "switch.objects-recorded",
                "switch.begun",
                "switch.tables-renamed",
                "switch.defaults-set",
                "switch.objects-detached",
                "switch.objects-attached",
                "switch.index-published"
            })
    void aFirstInitialisationMayDieAtAnyMoment(String moment) throws SQLException {
        firstInitialisationThatDies(moment);
    }

    @Test
    void aResetThatDiesLeavesTheOldDataOrTheNew() throws SQLException {
        resetsThatDie("index.after", "switch.tables-renamed");
    }

    @Tag("slow")
    @Test
    void aResetMayDieAtAnyMoment() throws SQLException {
        resetsThatDie(
                "create.before",
                "stage.schema-created",
                "create.after",
                "migrate.before",
                "migrate.after",
                "initial-data.before",
                "initial-data.after",
                "seed.before",
                "seed.after",
                "index.before",
                "index.after",
                "switch.generation-complete",
                "switch.objects-recorded",
                "switch.begun",
                "switch.tables-renamed",
                "switch.defaults-set",
                "switch.objects-detached",
                "switch.objects-attached",
                "switch.index-published");
    }

    /** One after the other on one volume, as every one leaves it whole. */
    private static void resetsThatDie(String... moments) throws SQLException {
        try (var machine = Machine.populated()) {
            machine.run("up").succeeds();
            var servers = new Servers(machine);
            for (var moment : moments) {
                resetThatDies(moment, machine, servers);
            }
        }
    }

    private static void resetThatDies(String moment, Machine machine, Servers servers)
            throws SQLException {
        servers.execute("REPLACE INTO config (`key`, `value`) VALUES ('mine', '1')");
        var before = Long.parseLong(servers.query(ADDONS).getFirst());
        dieAt(moment, machine, "initialize", "--force-db", "--yes", "--seed-addons=3");
        machine.run("up").succeeds();
        var mine = servers.query("SELECT `value` FROM config WHERE `key`='mine'");
        var addons = Long.parseLong(servers.query(ADDONS).getFirst());
        if (isSwitched(moment)) {
            assertThat(mine).as("died at " + moment).isEmpty();
        } else {
            assertThat(mine).as("died at " + moment).containsExactly("1");
            assertThat(addons).isEqualTo(before);
        }
        servers.requireWholeInDetail(addons);
    }

    /** From the rename on the new data are live. */
    private static boolean isSwitched(String moment) {
        return moment.equals("switch.tables-renamed")
                || moment.equals("switch.defaults-set")
                || moment.equals("switch.objects-detached")
                || moment.equals("switch.objects-attached")
                || moment.equals("switch.index-published");
    }

    @Test
    void aReindexThatDiesIsFinished() throws SQLException {
        reindexThatDies("index.complete");
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"index.before", "index.after", "index.published"})
    void aReindexMayDieAtAnyMoment(String moment) throws SQLException {
        reindexThatDies(moment);
    }

    private static void reindexThatDies(String moment) throws SQLException {
        try (var machine = Machine.populated()) {
            machine.run("up").succeeds();
            var addons = Long.parseLong(new Servers(machine).query(ADDONS).getFirst());
            dieAt(moment, machine, "reindex");
            machine.run("up").succeeds();
            new Servers(machine).requireWholeInDetail(addons);
        }
    }

    private static void dieAt(String moment, Machine machine, String... line) {
        machine.set("ADDONS_DATA_FAULT", "kill " + moment);
        machine.run(line).endsWith(Result.KILLED);
        machine.set("ADDONS_DATA_FAULT", null);
    }

    @Test
    void aKilledUpLosesNothing() throws SQLException {
        try (var machine = Machine.used()) {
            machine.start("up", "--seed-addons=2000")
                    .awaitSaying("initial data")
                    .kill()
                    .await()
                    .endsWith(Result.KILLED);
            machine.run("up").succeeds();
            var addons = Long.parseLong(new Servers(machine).query(ADDONS).getFirst());
            new Servers(machine).requireWholeInDetail(addons);
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"database", "search"})
    void aServerThatDiesDuringAFirstInitialisationIsNamed(String server) throws SQLException {
        try (var machine = Machine.used()) {
            var up =
                    machine.start("up", "--seed-addons=3000")
                            .awaitSaying("database".equals(server) ? "initial data" : "seed");
            machine.kill(
                    "database".equals(server)
                            ? machine.databaseRunFile()
                            : machine.searchRunFile());
            var failed = up.await();
            assertThat(failed.status()).as(failed.toString()).isIn(Result.FAILED, Result.NOT_READY);
            assertThat(failed.error()).contains("addons-data: ").doesNotContain("this is a bug");
            machine.run("up").succeeds();
            new Servers(machine)
                    .requireWholeInDetail(
                            Long.parseLong(new Servers(machine).query(ADDONS).getFirst()));
        }
    }
}
