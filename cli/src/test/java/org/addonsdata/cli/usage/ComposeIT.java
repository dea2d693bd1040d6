package org.addonsdata.cli.usage;

import static org.addonsdata.testing.DockerEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Everyday life with MODE=compose, on a real Docker engine. */
@Tag("slow")
@Tag("docker")
@EnabledIf("org.addonsdata.testing.DockerEngine#isThere")
class ComposeIT {
    /** The variables that have a test here; held against the help by {@link MakeIT}. */
    static final Set<String> TESTED =
            Set.of("MYSQL_IMAGE", "SEARCH_IMAGE", "MYSQL_ROOT_PASSWORD", "DOCKER_PROJECT");

    private static final String VOLUME = "addons-data-test-" + ProcessHandle.current().pid();
    private static final String MARK = "SELECT `value` FROM config WHERE `key`='mine'";

    private Machine machine;
    private Servers servers;

    @BeforeEach
    void machine() {
        machine = Machine.withContainers(VOLUME);
        servers = new Servers(machine);
    }

    @AfterEach
    void nothingIsLeft() {
        machine.set("MYSQL_ROOT_PASSWORD", null).set("DATA_VOLUME", VOLUME);
        machine.close();
        try {
            assertThat(docker("ps", "--all", "--quiet", "--filter", "name=" + VOLUME)).isEmpty();
            assertThat(volumes()).noneMatch(ComposeIT::isOurSearchVolume);
        } finally {
            docker("volume", "rm", "--force", VOLUME);
        }
    }

    @Test
    void aDayWithContainers() throws SQLException {
        anInterruptedFirstUp();
        machine.run("up").succeeds();
        var addons = machine.status().path("rows").path("addons").asLong();
        assertThat(addons).isPositive();
        servers.requireWholeInDetail(addons);
        assertThat(machine.run("doctor").succeeds().out()).contains("the search server answers");
        change();
        anotherModeIsRefused();

        var target = machine.directory().resolve("snapshot");
        var sha = export(target);
        machine.run("volume", "remove", "--yes")
                .failsWith(Result.REFUSED, "in use by the container", "make down");
        assertThat(machine.run("down").succeeds().out()).contains("stays", VOLUME);
        assertThat(volumes()).contains(VOLUME).noneMatch(ComposeIT::isOurSearchVolume);
        machine.run("down").succeeds();

        twoUpsAtOnce();
        servers.requireWhole(addons);
        assertThat(servers.query(MARK)).containsExactly("changed");
        assertThat(export(machine.directory().resolve("again"))).isEqualTo(sha);

        resetRestoreAndUndo(target, sha, addons);

        machine.run("down").succeeds();
        assertThat(machine.run("volume", "remove", "--yes").succeeds().out()).contains("removed");
        assertThat(volumes()).doesNotContain(VOLUME);
    }

    private void anotherModeIsRefused() {
        machine.set("MODE", "embedded");
        machine.run("up")
                .failsWith(Result.REFUSED, "compose servers", VOLUME, "make down MODE=compose");
        machine.set("MODE", "compose");
    }

    /** Whatever it left, the next one goes on from there. */
    private void anInterruptedFirstUp() {
        var up = machine.start("up").awaitSaying("created the Docker volume " + VOLUME);
        up.interrupt().await().endsWith(Result.INTERRUPTED);
    }

    /** With what a rename cannot move, so that the switch has to drop and create it. */
    private void change() throws SQLException {
        servers.execute("REPLACE INTO config (`key`, `value`) VALUES ('mine', 'changed')");
        servers.execute("CREATE VIEW mine AS SELECT COUNT(*) AS addons FROM addons");
        servers.execute(
                "CREATE TRIGGER counted AFTER INSERT ON config FOR EACH ROW SET @inserted = NEW.`key`");
        servers.execute("CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY DO DELETE FROM blocks");
        servers.execute(
                "CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC NO SQL RETURN n * 2");
    }

    private String export(Path target) {
        return machine.run("export", target.toString(), "--json")
                .succeeds()
                .json()
                .path("sha256")
                .asString();
    }

    private void twoUpsAtOnce() {
        var one = machine.start("up");
        var other = machine.start("up");
        one.await().succeeds();
        other.await().succeeds();
    }

    private void resetRestoreAndUndo(Path target, String sha, long addons) throws SQLException {
        machine.run("initialize", "--force-db", "--yes").succeeds();
        assertThat(servers.query(MARK)).isEmpty();
        machine.run("restore", target.toString(), "--yes").succeeds();
        requireChange();
        assertThat(export(machine.directory().resolve("restored"))).isEqualTo(sha);
        servers.requireWholeInDetail(addons);
        machine.run("undo", "--yes").succeeds();
        assertThat(servers.query(MARK)).isEmpty();
        machine.run("undo", "--yes").succeeds();
        requireChange();
        servers.requireWhole(addons);
    }

    private void requireChange() throws SQLException {
        assertThat(servers.query(MARK)).containsExactly("changed");
        assertThat(servers.query("SELECT addons > 0 FROM mine")).containsExactly("1");
        assertThat(servers.query("SELECT twice(21)")).containsExactly("42");
        assertThat(
                        servers.queryAsAdministrator(
                                """
                                SELECT DEFINER FROM information_schema.TRIGGERS WHERE TRIGGER_NAME='counted'
                                UNION SELECT DEFINER FROM information_schema.EVENTS WHERE EVENT_NAME='nightly'
                                UNION SELECT DEFINER FROM information_schema.ROUTINES WHERE ROUTINE_NAME='twice'
                                UNION SELECT DEFINER FROM information_schema.VIEWS WHERE TABLE_NAME='mine'\
                                """))
                .containsExactly("addons_data@%");
    }

    /** Its file has an empty password for root, no local_infile, and a database that is there. */
    @Test
    void aVolumeIsSharedWithUpstream() throws SQLException {
        docker("volume", "create", VOLUME);
        try (var upstream = Upstream.start(machine, VOLUME)) {
            share(upstream);
        }
        machine.run("volume", "remove", VOLUME, "--yes")
                .failsWith(Result.REFUSED, "was not made by addons-data", "docker volume rm");
        assertThat(volumes()).contains(VOLUME);
    }

    private void share(Upstream upstream) throws SQLException {
        upstream.execute("CREATE TABLE olympia.waffle_switch (id INT PRIMARY KEY, name TEXT)");
        upstream.execute("INSERT INTO olympia.waffle_switch VALUES (1, 'disable-lwt-uploads')");
        machine.run("up")
                .failsWith(Result.REFUSED, "is in use by the container " + upstream.name());
        upstream.stop();

        machine.run("up").failsWith(Result.REFUSED, "waffle_switch", "INIT_FORCE_DB");
        var theirs = machine.directory().resolve("theirs");
        export(theirs);
        machine.run("initialize", "--force-db", "--yes").succeeds();
        machine.run("restore", theirs.toString(), "--yes").succeeds();
        machine.run("down").succeeds();

        upstream.startAgain();
        assertThat(upstream.query("SELECT name FROM olympia.waffle_switch"))
                .containsExactly("disable-lwt-uploads");
        upstream.stop();
    }

    /**
     * And with a password for root, another project's name, and a directory in place of a volume.
     */
    @Test
    void aDirectoryIsMounted() throws SQLException {
        var directory = machine.directory().resolve("mounted");
        machine.set("DATA_VOLUME", directory.toString())
                .set("MYSQL_ROOT_PASSWORD", "top secret")
                .set("DOCKER_PROJECT", VOLUME);
        var up = machine.start("up", "--skip-seed");
        requireNoSecretOnAnyCommandLine(up);
        up.await().succeeds();

        assertThat(directory.resolve("mysql.ibd")).exists();
        assertThat(docker("ps", "--format", "{{.Names}}")).contains(VOLUME + "-mysqld-1");
        assertThat(machine.run("config", "show").succeeds().out()).doesNotContain("top secret");
        machine.set("MYSQL_ROOT_PASSWORD", "another");
        machine.run("initialize")
                .failsWith(Result.NOT_READY, "refuses root", "MYSQL_ROOT_PASSWORD");
        machine.set("MYSQL_ROOT_PASSWORD", "top secret");
        machine.run("volume", "remove", "--yes").failsWith(Result.REFUSED, "not owned by it");
        machine.run("up", "--mysql-port=1").failsWith(Result.REFUSED, "runs on port");
        machine.run("down").succeeds();
        assertThat(directory.resolve("mysql.ibd")).exists();
        Shell.run("rm", "-rf", directory.toString());
    }

    private static void requireNoSecretOnAnyCommandLine(Background up) {
        up.awaitSaying("created");
        var lines =
                ProcessHandle.allProcesses()
                        .map(process -> String.join(" ", Machine.commandLine(process.pid())))
                        .toList();
        assertThat(lines).noneMatch(line -> line.contains("top secret"));
    }

    private static boolean isOurSearchVolume(String name) {
        return name.contains(VOLUME) && name.endsWith("data_search");
    }

    private static List<String> volumes() {
        return docker("volume", "ls", "--format", "{{.Name}}").lines().toList();
    }
}
