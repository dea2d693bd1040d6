package org.addonsdata.core.files;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.addonsdata.core.errors.DataException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedDirectoryTest {
    private static final int NOBODY = 65_534;

    @TempDir Path directory;
    private Path cache;

    @BeforeEach
    void create() throws IOException {
        cache = Files.createDirectory(directory.resolve("cache"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwx------", "rwxr-xr-x"})
    void whatOnlyThisUserWritesIsTrusted(String permissions) throws IOException {
        permit(cache, permissions);
        assertThatCode(() -> TrustedDirectory.require(cache.resolve("new/one"), ""))
                .doesNotThrowAnyException();
    }

    @Test
    void whatOthersMayWriteIsNot() throws IOException {
        permit(cache, "rwxrwxrwx");
        refused(cache, "may be written in by others");
        refused(cache.resolve("new/one"), "may be written in by others");
    }

    @Test
    void whatAnotherUserOwnsIsNot() throws IOException {
        Assumptions.assumeTrue(
                (int) Files.getAttribute(directory, "unix:uid") == 0, "only root gives files away");
        var installation = Files.createDirectory(cache.resolve("mariadb"));
        Files.setAttribute(installation, "unix:uid", NOBODY);
        refused(installation, "belongs to");
        Files.setAttribute(cache, "unix:uid", NOBODY);
        refused(cache.resolve("new"), "belongs to");
    }

    @Test
    void aDirectoryThatOthersAddToWithoutRenamingIsAsTmp() throws IOException {
        permit(cache, "rwxrwxrwx");
        Files.setAttribute(cache, "unix:mode", 01777);
        var own = Files.createDirectory(cache.resolve("own"));
        assertThatCode(() -> TrustedDirectory.require(own, "")).doesNotThrowAnyException();
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static void refused(Path path, String reason) {
        assertThatThrownBy(() -> TrustedDirectory.require(path, "set another"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(reason);
    }
}
