package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Random;
import org.addonsdata.testing.TestRun;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are really full: small ones in memory, which take the right to mount. */
@Tag("slow")
class FullDiskIT {
    private static final int ROWS = 100_000;
    private static final int KEYS = 12;

    @TempDir Path directory;

    /** A file system of its own, while the test runs. */
    private record SmallDisk(Path path) implements AutoCloseable {
        static SmallDisk mount(Path path, int megabytes, TestInfo test) throws IOException {
            Files.createDirectories(path);
            var mounting =
                    new ProcessBuilder(
                                    "mount",
                                    "-t",
                                    "tmpfs",
                                    "-o",
                                    "size=" + megabytes + "m",
                                    "addons-data-test",
                                    path.toString())
                            .redirectErrorStream(true)
                            .start();
            try {
                if (mounting.waitFor() != 0) {
                    var reason =
                            "mount: "
                                    + new String(mounting.getInputStream().readAllBytes()).strip();
                    TestRun.notRun(test.getDisplayName(), reason);
                    Assumptions.abort(reason);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            return new SmallDisk(path);
        }

        @Override
        public void close() {
            Shell.run("umount", path.toString());
        }
    }

    @Test
    void anExportToAFullDiskLeavesNothing(TestInfo test) throws IOException {
        try (var disk = SmallDisk.mount(directory.resolve("backups"), 1, test);
                var machine = Machine.populated()) {
            machine.run("up").succeeds();
            Files.write(disk.path.resolve("other"), new byte[600_000]);

            machine.run("export", disk.path.resolve("one").toString())
                    .failsWith(Result.FAILED, "the disk of ", " is full");

            try (var left = Files.list(disk.path)) {
                assertThat(left).containsExactly(disk.path.resolve("other"));
            }
            Files.delete(disk.path.resolve("other"));
            machine.run("export", disk.path.resolve("one").toString()).succeeds();
        }
    }

    /** Its many keys take more room than any estimate gives them. */
    @Test
    void aRestoreThatFillsTheDiskLeavesTheOldData(TestInfo test) throws IOException, SQLException {
        try (var disk = SmallDisk.mount(directory.resolve("disk"), 320, test);
                var machine = Machine.populated()) {
            machine.placeVolume(disk.path.resolve("volume"));
            machine.set("DATA_VOLUME", disk.path.resolve("volume").toString());
            machine.run("up").succeeds();
            var addons = machine.status().path("rows").path("addons").asLong();

            var ended = machine.run("restore", dump().toString(), "--yes");

            assertThat(ended.status()).as(ended.toString()).isIn(Result.FAILED, Result.NOT_READY);
            assertThat(ended.error()).doesNotContain("this is a bug");
            machine.run("up").succeeds();
            var status = machine.status();
            assertThat(status.path("rows").path("addons").asLong()).isEqualTo(addons);
            assertThat(status.path("index").path("state").asString()).isEqualTo("true");
            assertThat(status.path("undo").path("generation").asString("")).isEmpty();
            machine.run("reindex", "--check").succeeds();
            machine.run("down").succeeds();
        }
    }

    private Path dump() throws IOException {
        var file = directory.resolve("keys.sql");
        var random = new Random(4);
        try (var writer = Files.newBufferedWriter(file)) {
            writer.write(
                    "CREATE TABLE wide (id INT PRIMARY KEY, t VARCHAR(200) CHARACTER SET latin1");
            for (int key = 0; key < KEYS; key++) {
                writer.write(", KEY k%d (t)".formatted(key));
            }
            writer.write(");\n");
            for (int row = 0; row < ROWS; row++) {
                writer.write(row % 1000 == 0 ? "INSERT INTO wide VALUES " : ",");
                writer.write(
                        "("
                                + row
                                + ",'"
                                + Long.toHexString(random.nextLong())
                                + "x".repeat(180)
                                + "')");
                writer.write(row % 1000 == 999 ? ";\n" : "");
            }
        }
        return file;
    }
}
