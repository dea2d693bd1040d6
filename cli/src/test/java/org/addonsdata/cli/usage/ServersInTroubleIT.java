package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers that something has happened to: one truth, whichever command is asked. */
@Tag("slow")
class ServersInTroubleIT {
    @Test
    void aServerThatASignalStoppedDoesNotAnswer() throws IOException {
        try (var machine = Machine.populated()) {
            machine.run("up").succeeds();
            var pid = Machine.pid(machine.databaseRunFile());
            Shell.run("kill", "-STOP", Long.toString(pid));
            while (!Files.readString(Path.of("/proc", Long.toString(pid), "stat"))
                    .contains(") T ")) {
                Background.pause();
            }
            var truth = "MariaDB (process %d) does not answer".formatted(pid);
            assertThat(machine.run("status").succeeds().out().replaceAll("\\s+", " "))
                    .contains(truth);
            assertThat(machine.run("doctor").endsWith(Result.FAILED).out().replaceAll("\\s+", " "))
                    .contains(truth, "kill -CONT");
            machine.run("export").failsWith(Result.NOT_READY, truth, "kill -CONT");
            machine.run("up").failsWith(Result.NOT_READY, truth, "kill -CONT");
            machine.run("down").succeeds();
            assertThat(machine.running()).isEmpty();
        }
    }

    @Test
    void aVolumeThatWasMovedIsNotSaidToBeStopped() throws IOException {
        try (var machine = Machine.populated()) {
            machine.run("up").succeeds();
            Files.move(machine.volume(), machine.volume().resolveSibling("moved"));
            assertThat(machine.run("status").succeeds().out()).contains("moved or deleted");
            machine.run("up").failsWith(Result.REFUSED, "runs still", "make down");
            assertThat(machine.run("down").succeeds().error()).contains("moved or deleted");
            assertThat(machine.running()).isEmpty();
        }
    }

    @Test
    void aShellWithTooFewOpenFilesStartsNothing() {
        try (var machine = Machine.used()) {
            machine.runCommand(
                            machine.home(),
                            "/bin/sh",
                            "-c",
                            "ulimit -n 64; exec \"$0\" up",
                            Distribution.launcher().toString())
                    .failsWith(Result.NOT_READY, "64 files", "ulimit -H -n");
            assertThat(machine.volume()).doesNotExist();
            assertThat(machine.running()).isEmpty();
        }
    }

    @Test
    void aNodeThatIsKilledUnderAReindexIsNamed() throws IOException, SQLException {
        try (var machine = Machine.populated()) {
            machine.run("up").succeeds();
            var paused = machine.directory().resolve("paused");
            machine.set("ADDONS_DATA_FAULT", "pause index.before " + paused);
            var reindex = machine.start("reindex");
            machine.set("ADDONS_DATA_FAULT", null);
            while (!Files.exists(paused)) {
                Background.pause();
            }
            machine.kill(machine.searchRunFile());
            Files.delete(paused);
            reindex.await().failsWith(Result.NOT_READY, "OpenSearch", "was killed", "make up");
            machine.run("up").succeeds();
            new Servers(machine)
                    .requireWhole(machine.status().path("rows").path("addons").asLong());
        }
    }
}
