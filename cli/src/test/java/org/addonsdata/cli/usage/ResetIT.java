package org.addonsdata.cli.usage;

import static org.addonsdata.cli.usage.EverydayIT.performed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Starting afresh and going back. */
class ResetIT {
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

    @Test
    void aResetCanBeUndoneAndRedone() throws SQLException {
        var before = machine.status().path("rows").path("addons").asLong();
        servers.execute("INSERT INTO config (`key`, `value`) VALUES ('mine', '1')");
        assertThat(performed(machine.run("initialize", "--json").succeeds().json().path("steps")))
                .isEmpty();
        var reset = machine.run("initialize", "--force-db", "--yes", "--json").succeeds().json();
        assertThat(performed(reset.path("steps")))
                .containsExactly("create", "migrate", "initial data", "seed", "index");
        assertThat(mine()).isEmpty();
        servers.requireWhole(addons);

        assertThat(machine.run("undo", "--yes").succeeds().out()).contains("is live again");
        assertThat(mine()).containsExactly("1");
        servers.requireWhole(before);

        assertThat(
                        machine.run("undo", "--yes", "--json")
                                .succeeds()
                                .json()
                                .path("origin")
                                .asString())
                .isEqualTo("made by a reset");
        assertThat(mine()).isEmpty();
        servers.requireWhole(addons);
    }

    private static List<String> mine() throws SQLException {
        return servers.query("SELECT `value` FROM config WHERE `key`='mine'");
    }

    @Test
    void whatIsNotConfirmedChangesNothing() throws SQLException {
        var before = machine.status().path("data").path("generation").asString();
        for (var line :
                new String[][] {
                    {"initialize", "--force-db"},
                    {"up", "--force-db"},
                    {"undo"},
                    {"volume", "remove"}
                }) {
            machine.run(line).failsWith(Result.REFUSED, "not confirmed", "--yes");
        }
        assertThat(machine.status().path("data").path("generation").asString()).isEqualTo(before);
    }

    @Test
    void eachFlagLeavesItsStepOut() throws SQLException {
        assertThat(reset("--skip-seed"))
                .containsExactly("create", "migrate", "initial data", "index");
        assertThat(servers.query("SELECT COUNT(*) FROM addons")).containsExactly("0");
        servers.requireWhole(0);

        assertThat(reset("--skip-index", "--seed-addons=5", "--seed-number=7"))
                .containsExactly("create", "migrate", "initial data", "seed");
        assertThat(machine.status().path("rows").path("addons").asLong()).isEqualTo(addons + 5);
        assertThat(machine.status().path("index").path("state").asString()).isNotEqualTo("true");
        assertThat(performed(machine.run("initialize", "--json").json().path("steps")))
                .containsExactly("index");
        servers.requireWhole(addons + 5);
    }

    private static List<String> reset(String... flags) {
        var line =
                new java.util.ArrayList<>(List.of("initialize", "--force-db", "--yes", "--json"));
        line.addAll(List.of(flags));
        return performed(machine.run(line.toArray(String[]::new)).succeeds().json().path("steps"));
    }

    @Test
    void anInterruptedResetLeavesTheLiveDataUntouched() throws SQLException {
        var before = machine.status().path("data").path("generation").asString();
        var rows = machine.status().path("rows").path("addons").asLong();
        // A shell gives its background jobs an ignored SIGINT, which would be inherited here.
        var interrupted =
                machine.startCommand(
                                machine.home(),
                                List.of(
                                        "env",
                                        "--default-signal=INT",
                                        Distribution.launcher().toString(),
                                        "initialize",
                                        "--force-db",
                                        "--yes",
                                        "--seed-addons=50000"))
                        .awaitSaying("initial data")
                        .interrupt()
                        .await();
        interrupted.endsWith(Result.INTERRUPTED);
        assertThat(interrupted.error())
                .contains("addons-data: interrupted", "; cleaning up")
                .contains("addons-data: interrupted")
                .doesNotContain("\tat ")
                .as("the seed went on to its end")
                .doesNotContainPattern("seed +[0-9,]+ rows in ");
        assertThat(interrupted.out()).isEmpty();
        assertThat(machine.status().path("data").path("generation").asString()).isEqualTo(before);
        servers.requireWhole(rows);
    }

    @Test
    void aFailureIsOneJsonObjectToo() {
        var failure = machine.run("initialize", "--force-db", "--json").endsWith(Result.REFUSED);
        var error = failure.json().path("error");
        assertThat(error.path("code").asString()).isEqualTo("confirmation-needed");
        assertThat(error.path("message").asString()).contains("not confirmed");
        assertThat(error.path("hint").asString()).contains("--yes");
        assertThat(error.path("exitStatus").asInt()).isEqualTo(Result.REFUSED);
        assertThat(failure.error()).isEmpty();
    }

    @Test
    void aResetThatTheDiskHasNoRoomForChangesNothing() throws Exception {
        // As much as can be asked for is too much for most disks, and far too long for the others.
        assumeTrue(Files.getFileStore(machine.volume()).getUsableSpace() < 150_000_000_000L);
        var before = machine.status().path("data").path("generation").asString();
        machine.run("initialize", "--force-db", "--yes", "--seed-addons=10000000")
                .endsWith(Result.FAILED);
        assertThat(machine.status().path("data").path("generation").asString()).isEqualTo(before);
        servers.requireWhole(addons);
    }

    @Test
    void withoutUndoNothingIsKept() throws SQLException {
        try (var small = Machine.populated()) {
            small.run("up").succeeds();
            small.run("export", small.home().resolve("kept").toString()).succeeds();
            small.run("initialize", "--force-db", "--yes").succeeds();
            small.run("initialize", "--force-db", "--without-undo", "--yes").succeeds();
            small.run("undo", "--yes").failsWith(Result.FAILED, "there is nothing to undo");
            small.run("initialize", "--force-db", "--yes").succeeds();
            var restored =
                    small.run(
                            "restore",
                            small.home().resolve("kept").toString(),
                            "--without-undo",
                            "--yes");
            assertThat(restored.succeeds().out()).contains("there is no undo");
            assertThat(small.status().path("undo").isMissingNode()).isTrue();
            new Servers(small).requireWhole(addons);
        }
    }

    @Test
    void thereIsNothingToUndoOnAFreshVolume() {
        try (var fresh = Machine.populated()) {
            fresh.run("up").succeeds();
            fresh.run("undo", "--yes").failsWith(Result.FAILED, "there is nothing to undo");
        }
    }
}
