package org.addonsdata.services.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.services.process.Ports;
import org.addonsdata.services.searchnode.SearchEngine;
import org.addonsdata.services.volume.Volume;
import org.addonsdata.services.volume.Volumes;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A volume that is a file system of its own: small, read-only, and not to be renamed. Needs the
 * right to mount.
 */
class MountedVolumeIT {
    private static final Path ENGINES = Path.of(System.getProperty("addonsdata.engines"));

    @TempDir Path directory;
    private Path mount;

    @BeforeEach
    void mount() throws Exception {
        mount = Files.createDirectory(directory.resolve("mount"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=16m,mode=0755", "tmpfs", mount.toString()));
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", mount.toString());
    }

    @Test
    void aDiskThatIsTooSmallIsRefusedBeforeAnythingIsStarted() {
        refuses(
                ErrorCode.DISK_FULL,
                () -> stack().start(Progress.silent(), new Cancellation()).close());
        assertThat(volumes().volume(mount.toString()).daemons()).isEmpty();
        assertThat(mount.resolve("database.partial")).doesNotExist();
    }

    @Test
    void aFullDiskIsNamed() throws IOException {
        try (var file = Files.newOutputStream(mount.resolve("lost+found"))) {
            fill(file);
        }
        refuses(ErrorCode.DISK_FULL, () -> volumes().open(mount.toString()));
        assertThat(mount.toFile().list()).containsExactly("lost+found");
    }

    @Test
    void aReadOnlyDiskIsNamed() throws Exception {
        assumeTrue(run("mount", "-o", "remount,ro", mount.toString()));
        refuses(ErrorCode.PATH_NOT_WRITABLE, () -> volumes().open(mount.toString()));
        run("mount", "-o", "remount,rw", mount.toString());
        volumes().open(mount.toString());
        run("mount", "-o", "remount,ro", mount.toString());
        refuses(ErrorCode.PATH_NOT_WRITABLE, () -> stack().lock("up", Duration.ZERO, _ -> {}));
        assertThat(stack().status().database().running()).isFalse();
    }

    @Test
    void aMountPointIsEmptiedAndStays() throws IOException {
        var volume = volumes().open(mount.toString());
        Files.createDirectories(volume.database());
        Files.writeString(volume.database().resolve("ibdata1"), "x");
        volumes().remove(mount.toString());
        assertThat(mount).isEmptyDirectory();
        assertThat(volumes().list()).isEmpty();
        assertThat(volumes().open(mount.toString()).kind()).isEqualTo(Volume.Kind.OURS);
    }

    @Test
    void aRemovalThatFailsHalfwayIsFinishedByTheNextUse() throws Exception {
        var volume = volumes().open(mount.toString());
        var busy = Files.createDirectory(volume.database());
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", busy.toString()));
        refuses(ErrorCode.PATH_NOT_WRITABLE, () -> volumes().remove(mount.toString()));
        assertThat(volume.description().orElseThrow().removing()).isTrue();
        run("umount", busy.toString());

        assertThat(volumes().open(mount.toString()).description().orElseThrow().removing())
                .isFalse();
        assertThat(busy).doesNotExist();
    }

    private static void fill(java.io.OutputStream file) {
        try {
            while (true) {
                file.write(new byte[4096]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static void refuses(ErrorCode code, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private EmbeddedStack stack() {
        return new EmbeddedStack(
                new EmbeddedSettings(
                        mount.toString(),
                        directory.resolve("volumes"),
                        ENGINES.resolveSibling("test-cache"),
                        ENGINES,
                        Ports.anyFree(),
                        Ports.anyFree(),
                        SearchEngine.OPENSEARCH));
    }

    private Volumes volumes() {
        return new Volumes(directory.resolve("volumes"));
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
