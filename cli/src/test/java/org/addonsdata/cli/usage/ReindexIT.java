package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reindexing on one machine: documents that are refused, and what stands in the way. */
class ReindexIT {
    private static final String BREAK = "UPDATE addons SET status = %d WHERE id = 1";

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

    @AfterEach
    void everythingIsWhole() throws SQLException {
        servers.requireWholeInDetail(addons);
    }

    /** The field is a byte, and what the database takes is larger. */
    private static void breakOne() throws SQLException {
        servers.execute(BREAK.formatted(200));
    }

    private static void mendOne() throws SQLException {
        servers.execute(BREAK.formatted(4));
        machine.run("reindex").succeeds();
    }

    @Test
    void aRefusedDocumentIsNamedAndNothingChanges() throws SQLException {
        var before = machine.status().path("index").path("name").asString();
        breakOne();
        try {
            machine.run("reindex")
                    .failsWith(
                            Result.FAILED,
                            "the search server refuses document 1: ",
                            "status",
                            "--skip-bad-documents");
            assertThat(servers.indexes()).containsExactly(before);
            var json = machine.run("reindex", "--json").endsWith(Result.FAILED).json();
            assertThat(json.toString()).contains("document 1");
        } finally {
            mendOne();
        }
    }

    @Test
    void refusedDocumentsAreLeftOutAndListed() throws SQLException {
        breakOne();
        try {
            var json = machine.run("reindex", "--skip-bad-documents", "--json").succeeds().json();
            assertThat(json.path("refused").size()).isEqualTo(1);
            assertThat(json.path("refused").path(0).path("id").asLong()).isEqualTo(1);
            assertThat(json.path("refused").path(0).path("reason").asString()).contains("status");
            var check = machine.run("reindex", "--check").succeeds();
            assertThat(check.out())
                    .contains("left out, as they were refused: 1, such as [1]")
                    .contains("no difference");
            assertThat(machine.run("status").succeeds().out())
                    .contains("true to the database but for 1 that it refuses");
            assertThat(EverydayIT.performed(machine.run("up", "--json").json().path("steps")))
                    .isEmpty();
            var again = machine.run("reindex", "--skip-bad-documents").succeeds();
            assertThat(again.out()).contains("1 refused and left out");
            assertThat(again.error()).contains("left out document 1: ");
            servers.execute(BREAK.formatted(4));
            assertThat(machine.run("reindex", "--repair").succeeds().out())
                    .contains("repaired 1 documents");
            assertThat(machine.run("reindex", "--check").succeeds().out())
                    .doesNotContain("left out");
        } finally {
            mendOne();
        }
    }

    @Test
    void aFreshStartMayLeaveThemOutToo() throws SQLException, IOException {
        var settings = machine.home().resolve("addons-data.yaml");
        // Every public add-on of the seed is larger than that.
        Files.writeString(
                settings, "index: {mapping: {properties: {average_daily_users: {type: byte}}}}\n");
        try {
            machine.run("initialize").failsWith(Result.FAILED, "refuses document", "out of range");
            assertThat(machine.run("initialize", "--skip-bad-documents").succeeds().error())
                    .contains("left out document ");
            assertThat(machine.run("reindex", "--check").succeeds().out()).contains("left out");
        } finally {
            Files.delete(settings);
            machine.run("reindex").succeeds();
        }
    }

    @Test
    void anAliasOfTwoIndexesIsLeftAlone() {
        var name = machine.status().path("index").path("name").asString();
        servers.search("PUT", "/other");
        servers.search("PUT", "/other/_alias/addons");
        try {
            machine.run("reindex")
                    .failsWith(
                            Result.REFUSED,
                            "the alias addons points to several indexes: " + name + ", other");
            assertThat(machine.run("status").succeeds().out())
                    .contains("not ours: an alias addons");
        } finally {
            servers.search("DELETE", "/other");
        }
    }

    @Test
    void aMappingTheServerRefusesChangesNothing() {
        var before = servers.indexes();
        var settings = machine.home().resolve("addons-data.yaml");
        try {
            Files.writeString(
                    settings, "index: {mapping: {properties: {slug: {type: nonsense}}}}\n");
            machine.run("reindex").failsWith(Result.FAILED, "nonsense", "overrides");
            assertThat(servers.indexes()).isEqualTo(before);
            Files.delete(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
