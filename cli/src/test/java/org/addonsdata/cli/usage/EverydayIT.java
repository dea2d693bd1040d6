package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A normal day with the servers of one machine, which runs from the first `up` on. */
class EverydayIT {
    private static Machine machine;
    private static Servers servers;
    private static Result firstUp;
    private static long addons;

    @BeforeAll
    static void start() {
        machine = Machine.empty();
        servers = new Servers(machine);
        // Another MariaDB that starts in the same temporary directory sweeps it: none is used.
        machine.set("TMPDIR", "/nowhere");
        firstUp = machine.run("up");
        addons = machine.status().path("rows").path("addons").asLong();
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    @AfterEach
    void everythingIsWhole() throws SQLException {
        servers.requireWhole(addons);
    }

    @Test
    void theFirstUpFillsAnEmptyMachine() throws SQLException {
        firstUp.succeeds();
        assertThat(firstUp.out())
                .isEqualTo(
                        """
                        database  mysql://127.0.0.1:%d
                        search    http://127.0.0.1:%d
                        volume    %s
                        """
                                .formatted(
                                        machine.port("MYSQL_PORT"),
                                        machine.port("SEARCH_PORT"),
                                        Machine.VOLUME));
        assertThat(firstUp.error())
                .contains("create", "migrate", "initial data", "seed", "index")
                .doesNotContain("skipped");
        assertThat(addons).isBetween(80L, 120L);
        assertThat(servers.query("SELECT COUNT(*) FROM addons"))
                .containsExactly(Long.toString(addons));
    }

    @Test
    void theSecondUpPerformsNoStep() {
        var steps = machine.run("up", "--json").succeeds().json().path("steps");
        assertThat(steps.size()).isEqualTo(3);
        assertThat(performed(steps)).isEmpty();
    }

    @Test
    void changesSurviveDownAndUp() throws SQLException {
        servers.execute("INSERT INTO config (`key`, `value`) VALUES ('kept', 'böse \\'täler\\'')");
        machine.run("down").succeeds();
        assertThat(machine.running()).isEmpty();
        assertThat(machine.status().path("database").path("running").asBoolean()).isFalse();
        assertThat(performed(machine.run("up", "--json").succeeds().json().path("steps")))
                .isEmpty();
        assertThat(servers.query("SELECT `value` FROM config WHERE `key`='kept'"))
                .containsExactly("böse 'täler'");
        servers.execute("DELETE FROM config WHERE `key`='kept'");
    }

    @Test
    void downTwiceIsNoError() {
        machine.run("down").succeeds();
        var again = machine.run("down", "--json").succeeds();
        assertThat(again.json().path("running").asBoolean(true)).isFalse();
        assertThat(again.error()).isEmpty();
        machine.run("up", "-q").succeeds();
    }

    @Test
    void statusTellsWhatRuns() {
        var status = machine.status();
        for (var server : new String[] {"database", "search"}) {
            assertThat(status.path(server).path("running").asBoolean()).isTrue();
            assertThat(Machine.isAlive(status.path(server).path("pid").asLong())).isTrue();
        }
        assertThat(status.path("database").path("port").asInt())
                .isEqualTo(machine.port("MYSQL_PORT"));
        assertThat(status.path("search").path("port").asInt())
                .isEqualTo(machine.port("SEARCH_PORT"));
        assertThat(machine.run("status").succeeds().out())
                .contains("MariaDB", "OpenSearch", "addons " + addons, "true to the database");
    }

    @Test
    void laterCommandsFindTheServersWithoutBeingToldThePorts() {
        var mysqlPort = Integer.toString(machine.port("MYSQL_PORT"));
        var searchPort = Integer.toString(machine.port("SEARCH_PORT"));
        machine.set("MYSQL_PORT", null).set("SEARCH_PORT", null);
        try {
            assertThat(machine.status().path("index").path("state").asString()).isEqualTo("true");
            assertThat(machine.run("up").succeeds().out()).contains(mysqlPort, searchPort);
        } finally {
            machine.set("MYSQL_PORT", mysqlPort).set("SEARCH_PORT", searchPort);
        }
    }

    @Test
    void envIsWhatAShellAndAnApplicationNeed() {
        var json = machine.run("env", "--json").succeeds().json();
        var shell =
                machine.runCommand(
                                machine.home(),
                                "sh",
                                "-euc",
                                "eval \"$(\"$0\" env)\"; env | grep -E '^(DATABASE|ELASTIC|MYSQL_[HTUD])'",
                                Distribution.launcher().toString())
                        .succeeds();
        for (var name :
                new String[] {
                    "DATABASE_URL",
                    "ELASTICSEARCH_LOCATION",
                    "MYSQL_HOST",
                    "MYSQL_TCP_PORT",
                    "MYSQL_USER",
                    "MYSQL_DATABASE"
                }) {
            assertThat(shell.out().lines()).contains(name + "=" + json.path(name).asString());
        }
        assertThat(json.path("ELASTICSEARCH_LOCATION").asString())
                .isEqualTo("127.0.0.1:" + machine.port("SEARCH_PORT"));
    }

    @Test
    void noPasswordIsSeenByOthers() {
        var password = machine.run("env", "--json").succeeds().json().path("MYSQL_PWD").asString();
        assertThat(password).hasSizeGreaterThan(20);
        for (var pid : machine.running()) {
            assertThat(String.join(" ", Machine.commandLine(pid))).doesNotContain(password);
        }
        assertThat(machine.run("status").out()).doesNotContain(password);
    }

    @Test
    void resultsAloneAreOnStandardOutput() {
        var quiet = machine.run("reindex", "--quiet").succeeds();
        assertThat(quiet.out()).startsWith("reindexed: ").hasLineCount(1);
        assertThat(quiet.error()).isEmpty();
        var json = machine.run("reindex", "--json").succeeds();
        assertThat(json.json().path("index").asString()).contains(" documents");
        assertThat(json.error()).isEmpty();
    }

    @Test
    void aDifferenceIsFoundAndRepaired() throws SQLException {
        assertThat(machine.run("reindex", "--check").succeeds().out()).contains("no difference");
        var index = machine.status().path("index").path("name").asString();
        servers.search("DELETE", "/" + index + "/_doc/1?refresh=true");
        assertThat(machine.status().path("index").path("state").asString()).isEqualTo("stale");
        var found = machine.run("reindex", "--check").endsWith(Result.INTEGRITY);
        assertThat(found.out()).contains("missing in the index: 1, such as [1]");
        assertThat(found.error()).contains("hint: ");
        var json = machine.run("reindex", "--check", "--json").endsWith(Result.INTEGRITY).json();
        assertThat(json.path("missing").path("total").asInt()).isEqualTo(1);
        assertThat(machine.run("reindex", "--repair").succeeds().out())
                .contains("repaired 1 documents");
    }

    @Test
    void reindexPublishesANewIndex() {
        var before = machine.status().path("index").path("name").asString();
        machine.run("reindex").succeeds();
        assertThat(machine.status().path("index").path("name").asString()).isNotEqualTo(before);
    }

    @Test
    void aKilledDatabaseIsNoticedAndHealed() throws SQLException {
        servers.execute("INSERT INTO config (`key`, `value`) VALUES ('committed', 'yes')");
        machine.kill(machine.databaseRunFile());
        var status = machine.status().path("database");
        assertThat(status.path("running").asBoolean()).isFalse();
        assertThat(status.path("problem").asString()).contains("ended without being stopped");
        machine.run("env").failsWith(Result.NOT_READY, "do not run");
        machine.run("initialize").failsWith(Result.NOT_READY, "do not run");
        assertThat(machine.run("up").succeeds().error()).contains("ended without being stopped");
        assertThat(servers.query("SELECT `value` FROM config WHERE `key`='committed'"))
                .containsExactly("yes");
        servers.execute("DELETE FROM config WHERE `key`='committed'");
    }

    @Test
    void aKilledSearchNodeIsNoticedAndHealed() {
        var index = machine.status().path("index").path("name").asString();
        machine.kill(machine.searchRunFile());
        var status = machine.status();
        assertThat(status.path("search").path("problem").asString())
                .contains("ended without being stopped");
        assertThat(status.path("rows").path("addons").asLong()).isEqualTo(addons);
        assertThat(status.has("index")).isFalse();
        assertThat(performed(machine.run("up", "--json").succeeds().json().path("steps")))
                .isEmpty();
        assertThat(machine.status().path("index").path("name").asString()).isEqualTo(index);
    }

    static java.util.List<String> performed(JsonNode steps) {
        return StreamSupport.stream(steps.spliterator(), false)
                .filter(step -> step.path("performed").asBoolean())
                .map(step -> step.path("step").asString())
                .toList();
    }
}
