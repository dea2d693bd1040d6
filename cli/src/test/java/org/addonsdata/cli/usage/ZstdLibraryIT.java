package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compression needs a native library, which is unpacked where that is possible. */
@Tag("slow")
class ZstdLibraryIT {
    private static Machine machine;
    private static FaultDisks.Mounted disk;

    @BeforeAll
    static void start() {
        disk = FaultDisks.small().orElse(null);
        Assumptions.assumeTrue(disk != null, "this user may not mount a disk");
        machine = Machine.populated();
        machine.run("up").succeeds();
    }

    @AfterAll
    static void stop() {
        if (disk != null) {
            machine.close();
            disk.close();
        }
    }

    @AfterEach
    void restore() throws IOException {
        Shell.run("mount", "-o", "remount,exec,size=700m", disk.directory().toString());
        Files.deleteIfExists(disk.directory().resolve("full"));
        machine.set("JDK_JAVA_OPTIONS", null);
        machine.set("XDG_CACHE_HOME", Distribution.kept().resolve("cache").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"noexec", "full"})
    void aDirectoryForTemporaryFilesOfNoUseIsNotNeeded(String kind) throws IOException {
        spoil(kind);
        machine.set("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + disk.directory());
        var target = machine.directory().resolve("backups/" + kind);
        machine.run("export", target.toString(), "--compress=zstd").succeeds();
        machine.run("restore", target.toString(), "--dry-run").succeeds();
        assertThat(Path.of(Distribution.kept().toString(), "cache/addons-data/native"))
                .as("the library is deleted at once")
                .isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"noexec", "full"})
    void whereItCanBeLoadedFromNowhereThatIsSaid(String kind) throws IOException {
        spoil(kind);
        machine.set("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + disk.directory());
        machine.set("XDG_CACHE_HOME", disk.directory().toString());
        var target = machine.directory().resolve("backups/none-" + kind);
        var failed = machine.run("export", target.toString(), "--compress=zstd");
        failed.failsWith(
                Result.FAILED, "the library of zstd cannot be loaded", "XDG_CACHE_HOME", "noexec");
        assertThat(target).doesNotExist();
        machine.run("export", target.toString()).succeeds();
    }

    private static void spoil(String kind) throws IOException {
        if (kind.equals("noexec")) {
            Shell.run("mount", "-o", "remount,noexec", disk.directory().toString());
        } else {
            Shell.run("mount", "-o", "remount,size=64k", disk.directory().toString());
            Shell.run(
                    "sh",
                    "-c",
                    "cat /dev/zero > '" + disk.directory() + "/full' 2>/dev/null || true");
        }
    }
}
