package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What holds data is for its owner alone, whatever the umask; what others could write is not run.
 */
@Tag("slow")
class PrivateFilesIT {
    private static final int NOBODY = 65_534;

    private Machine machine;

    @BeforeEach
    void prepare() {
        machine = Machine.populated();
    }

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void nobodyElseReadsASnapshotOrABundle() throws IOException {
        machine.run("up").succeeds();
        var backups = machine.directory().resolve("backups");
        for (var compress : List.of("none", "zstd")) {
            withoutMask("export", backups.resolve(compress).toString(), "--compress=" + compress);
        }
        var bundle = machine.directory().resolve("bundle.zip");
        withoutMask("doctor", "--bundle", bundle.toString());
        assertThat(permissions(bundle)).isEqualTo("rw-------");
        try (var files = Files.walk(backups)) {
            assertThat(files)
                    .hasSizeGreaterThan(6)
                    .allMatch(file -> permissions(file).endsWith("------"));
        }
    }

    @Test
    void serversThatAnotherUserMayHaveWrittenAreNotRun() throws IOException {
        var cache = Files.createDirectories(machine.directory().resolve("cache/addons-data"));
        machine.set("XDG_CACHE_HOME", cache.getParent().toString());
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        machine.run("up")
                .failsWith(Result.REFUSED, "may be written in by others", "XDG_CACHE_HOME");
        assertThat(machine.running()).isEmpty();
        Assumptions.assumeTrue((int) Files.getAttribute(cache, "unix:uid") == 0, "only for root");
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwx------"));
        Files.setAttribute(cache, "unix:uid", NOBODY);
        machine.run("up").failsWith(Result.REFUSED, "belongs to", "XDG_CACHE_HOME");
    }

    private void withoutMask(String... words) {
        var line = "umask 0; exec '" + Distribution.launcher() + "' " + String.join(" ", words);
        machine.runCommand(machine.home(), "sh", "-c", line).succeeds();
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
