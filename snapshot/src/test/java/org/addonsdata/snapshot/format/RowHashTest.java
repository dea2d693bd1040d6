package org.addonsdata.snapshot.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowHashTest {
    @Test
    void isXxh64() {
        assertThat(hash("")).isEqualTo(0xEF46DB3751D8E999L);
        assertThat(hash("a")).isEqualTo(0xD24EC4F1A98C6E5BL);
        assertThat(hash("abc")).isEqualTo(0x44BC2CF5AD770999L);
    }

    @Test
    void piecesHashAsTheWhole() {
        var random = new Random(7);
        for (int length = 0; length < 300; length++) {
            var bytes = new byte[length];
            random.nextBytes(bytes);
            var pieces = new RowHash();
            for (int from = 0; from < length; ) {
                var count = Math.min(1 + random.nextInt(90), length - from);
                pieces.update(bytes, from, count);
                from += count;
            }
            assertThat(pieces.value())
                    .as("length %d", length)
                    .isEqualTo(RowHash.of(bytes, 0, length));
        }
    }

    private static long hash(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return RowHash.of(bytes, 0, bytes.length);
    }
}
