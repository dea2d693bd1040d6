package org.addonsdata.core.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.addonsdata.core.errors.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileErrorsTest {
    @TempDir Path directory;

    private static String reason(Path file) {
        return FileErrors.reason(
                catchThrowableOfType(IOException.class, () -> Files.readString(file)));
    }

    @Test
    void aReasonIsMoreThanAName() throws IOException {
        assertThat(reason(directory.resolve("none"))).isEqualTo("no such file or directory");
        assertThat(reason(directory)).isEqualTo("Is a directory");
        var binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 0});
        assertThat(reason(binary)).isEqualTo("it is not UTF-8 text");
        assertThat(reason(binary.resolve("below"))).contains("Not a directory");
    }

    @Test
    void aFullDiskIsNamed() {
        var full = new FileSystemException("/a/b", null, "No space left on device");
        var failure = FileErrors.failed("write /a/b", Path.of("/a/b"), full);
        assertThat(failure.code()).isEqualTo(ErrorCode.DISK_FULL);
        assertThat(failure.messageText()).isEqualTo("the disk of /a/b is full");
        assertThat(failure.hint()).isNotNull();
    }
}
