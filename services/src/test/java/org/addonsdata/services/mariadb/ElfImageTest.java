package org.addonsdata.services.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ElfImageTest {
    private static final int LOADABLE = 200_000;

    @Test
    void whatIsBehindTheLastLoadableSegmentIsLeftOut() throws IOException {
        var copied = copy(executable(300_000));
        assertThat(copied).hasSize(LOADABLE);
        var header = ByteBuffer.wrap(copied).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(header.getLong(40)).isZero();
        assertThat(header.getShort(60)).isZero();
        assertThat(Arrays.copyOfRange(copied, 70_000, LOADABLE))
                .isEqualTo(Arrays.copyOfRange(executable(300_000), 70_000, LOADABLE));
    }

    @Test
    void anythingElseIsCopiedWhole() throws IOException {
        var text = "#!/bin/sh\n".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        assertThat(copy(text)).isEqualTo(text);
        assertThat(copy(new byte[0])).isEmpty();
        var bigEndian = executable(300_000);
        bigEndian[5] = 2;
        assertThat(copy(bigEndian)).isEqualTo(bigEndian);
    }

    @Test
    void aFileThatIsCutOffIsAnError() {
        assertThatThrownBy(() -> copy(executable(150_000))).isInstanceOf(IOException.class);
    }

    private static byte[] copy(byte[] file) throws IOException {
        var output = new ByteArrayOutputStream();
        ElfImage.copy(new ByteArrayInputStream(file), output);
        return output.toByteArray();
    }

    private static byte[] executable(int length) {
        var file = new byte[length];
        Arrays.fill(file, 64, length, (byte) 'x');
        ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1})
                .putLong(32, 64)
                .putLong(40, length - 100)
                .putShort(54, (short) 56)
                .putShort(56, (short) 2)
                .putShort(60, (short) 30)
                .putInt(64, 1)
                .putLong(72, 0)
                .putLong(96, 100_000)
                .putInt(120, 1)
                .putLong(128, 100_000)
                .putLong(152, 100_000);
        return file;
    }
}
