package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.addonsdata.testing.TestRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A disk without room for a third generation: a reset and a restore are refused, and what is live
 * and what undo keeps are as they were, unless undo is given up. The disk is a small one in memory,
 * which only root can make.
 */
@Tag("slow")
class UndoRoomIT {
    private static final long MEGABYTE = 1_000_000;

    private static Machine machine;
    private static Path disk;

    @BeforeAll
    static void mount() throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            TestRun.notRun("a full disk", "only root may mount a small one");
            Assumptions.abort("only root may mount");
        }
        machine = Machine.used();
        disk = Files.createDirectory(machine.directory().resolve("small"));
        try {
            Shell.run("mount", "-t", "tmpfs", "-o", "size=900m", "tmpfs", disk.toString());
        } catch (AssertionError | RuntimeException e) {
            TestRun.notRun("a full disk", "this machine lets nobody mount one");
            Assumptions.abort("cannot mount: " + e.getMessage());
        }
        machine.set("DATA_VOLUME", disk.resolve("volume").toString());
        machine.run("up", "--seed-addons=2000").succeeds();
        machine.run("export", machine.home().resolve("kept").toString()).succeeds();
        machine.run("initialize", "--force-db", "--yes", "--seed-addons=2000").succeeds();
    }

    @AfterAll
    static void unmount() {
        if (machine != null) {
            machine.run("down");
            Shell.run("sh", "-c", "umount \"$0\" || true", disk.toString());
            machine.close();
        }
    }

    /** Leaves so much room and no more. */
    private static void fill(long bytes) throws IOException {
        var filler = disk.resolve("filler");
        Files.deleteIfExists(filler);
        var free = Files.getFileStore(disk).getUsableSpace();
        Shell.run("fallocate", "-l", Long.toString(free - bytes), filler.toString());
    }

    @Test
    void whatUndoKeepsIsNotGivenUpUnasked() throws SQLException, IOException {
        var before = machine.status();
        var kept = machine.home().resolve("kept").toString();
        fill(8 * MEGABYTE);
        for (var line :
                new String[][] {
                    {"initialize", "--force-db", "--yes", "--seed-addons=20000"},
                    {"restore", kept, "--yes"}
                }) {
            var refused = machine.run(line);
            refused.failsWith(Result.FAILED, "MB");
            assertThat(refused.error()).contains("nothing was changed");
            var after = machine.status();
            assertThat(after.path("data")).isEqualTo(before.path("data"));
            assertThat(after.path("undo")).isEqualTo(before.path("undo"));
        }
        Files.delete(disk.resolve("filler"));
        machine.run("undo", "--yes").succeeds();
        machine.run("undo", "--yes").succeeds();
        machine.run("restore", kept, "--yes", "--without-undo").succeeds();
        assertThat(machine.status().path("undo").isMissingNode()).isTrue();
        machine.run("undo", "--yes").failsWith(Result.FAILED, "there is nothing to undo");
    }
}
