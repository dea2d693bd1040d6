package org.addonsdata.snapshot.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskFileTest {
    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, (1 << 21) - 1, 1 << 21, (1 << 21) + 1, 20_000_001})
    void whatWasWrittenIsThereHoweverItCame(int bytes) throws IOException {
        var random = new Random(bytes);
        var expected = new ByteArrayOutputStream();
        var path = directory.resolve("file");
        try (var file = new DiskFile(path)) {
            for (int left = bytes; left > 0; ) {
                var piece = new byte[Math.min(left, 1 + random.nextInt(700_000))];
                random.nextBytes(piece);
                var from = random.nextInt(piece.length);
                file.write(piece, 0, from);
                file.write(piece, from, piece.length - from);
                expected.write(piece);
                left -= piece.length;
            }
            file.finish();
        }
        assertThat(Files.readAllBytes(path)).isEqualTo(expected.toByteArray());
    }

    @Test
    void nobodyElseReadsIt() throws IOException {
        var path = directory.resolve("file");
        try (var _ = new DiskFile(path)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aFileThatIsThereIsLeftAlone() throws IOException {
        var path = Files.writeString(directory.resolve("file"), "mine");
        assertThatThrownBy(() -> new DiskFile(path)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(path).hasContent("mine");
    }

    @Test
    void aFileThatIsGivenUpEndsItsThread() throws IOException {
        var bytes = new byte[5 << 20];
        try (var file = new DiskFile(directory.resolve("file"))) {
            file.write(bytes, 0, bytes.length);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("file-0");
    }
}
