package org.addonsdata.core.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLockTest {
    @TempDir Path directory;

    @Test
    void theFileIsItsOwnersAloneWhateverTheUmask() throws IOException {
        var file = directory.resolve("a.lock");
        try (var _ = Objects.requireNonNull(ProcessLock.tryAcquire(file, "test"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }
}
