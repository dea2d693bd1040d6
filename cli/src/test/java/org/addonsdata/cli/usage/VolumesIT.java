package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Volumes by hand, and what their locks keep apart. */
class VolumesIT {
    private static Machine machine;

    @BeforeAll
    static void start() {
        machine = Machine.populated();
        machine.run("up").succeeds();
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    @Test
    void aVolumeIsCreatedListedInspectedAndRemoved() {
        assertThat(machine.run("volume", "create", "second").succeeds().out()).contains("second");
        machine.run("volume", "create", "second").failsWith(Result.REFUSED, "exists already");
        assertThat(machine.run("volume", "list").succeeds().out())
                .contains(
                        "second", "not in use", Machine.VOLUME, "in use by MariaDB and OpenSearch");
        var inspected = machine.run("volume", "inspect", "second", "--json").succeeds().json();
        assertThat(inspected.path("path").asString())
                .isEqualTo(machine.volumes().resolve("second").toString());
        assertThat(inspected.path("servers").size()).isZero();
        machine.run("volume", "remove", "second")
                .failsWith(Result.REFUSED, "not confirmed", "--yes");
        assertThat(machine.volumes().resolve("second")).exists();
        assertThat(machine.run("volume", "remove", "second", "--yes").succeeds().out())
                .contains("removed the volume second");
        assertThat(machine.volumes().resolve("second")).doesNotExist();
        machine.run("volume", "inspect", "second")
                .failsWith(Result.FAILED, "there is no volume second");
        machine.run("volume", "remove", "second", "--yes")
                .failsWith(Result.FAILED, "there is no volume");
        assertThat(machine.run("volume", "list", "--json").succeeds().json().path("volumes").size())
                .isEqualTo(1);
    }

    @Test
    void aVolumeInUseIsNotRemoved() throws SQLException {
        machine.run("volume", "remove", Machine.VOLUME, "--yes")
                .failsWith(Result.REFUSED, "in use", "make down");
        new Servers(machine).requireWhole(addons());
    }

    private static long addons() {
        return machine.status().path("rows").path("addons").asLong();
    }

    @Test
    void anUpWithOtherPortsOrAnotherEngineIsRefusedWhileTheServersRun() {
        machine.run("up", "--mysql-port=" + org.addonsdata.services.process.Ports.anyFree())
                .failsWith(
                        Result.REFUSED,
                        "runs on port " + machine.port("MYSQL_PORT"),
                        "MYSQL_PORT=" + machine.port("MYSQL_PORT"));
        machine.run("up", "--search-engine=elasticsearch")
                .failsWith(Result.REFUSED, "OpenSearch serves the volume", "make down");
    }

    @Test
    void aRemovedVolumeIsGoneForGoodAndUpMakesANewOne() throws SQLException {
        try (var other = Machine.used()) {
            other.run("up", "--skip-seed", "--skip-index").succeeds();
            new Servers(other).execute("INSERT INTO config (`key`, `value`) VALUES ('old', '1')");
            other.run("down").succeeds();
            other.run("volume", "remove", "--yes").succeeds();
            other.run("up", "--skip-seed").succeeds();
            assertThat(new Servers(other).query("SELECT COUNT(*) FROM config WHERE `key`='old'"))
                    .containsExactly("0");
            new Servers(other).requireWhole(0);
        }
    }
}
