package org.addonsdata.addons.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What is written is JSON on one line, and means what was given. */
class DocumentWriterTest {
    private static final FieldName TEXT = new FieldName("text");

    @Test
    void everyTextComesBackAsItWas() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var writer = new DocumentWriter();
        for (int round = 0; round < 2_000; round++) {
            var text = text(random);
            writer.startObject();
            writer.text(TEXT, text.getBytes(UTF_8));
            writer.endObject();
            var json = writer.take();
            assertThat(json).as("seed %d", seed).doesNotContain('\n', '\r');
            assertThat(JsonMapper.shared().readTree(json).path("text").stringValue())
                    .as("seed %d", seed)
                    .isEqualTo(text);
        }
    }

    @Test
    void timesHaveMillisecondsAndThoseWithoutAYearAreNull() {
        assertThat(time("2026-11-22 15:55:59.123456")).isEqualTo("\"2026-11-22T15:55:59.123Z\"");
        assertThat(time("2026-11-22 15:55:59")).isEqualTo("\"2026-11-22T15:55:59.000Z\"");
        assertThat(time("0000-00-00 00:00:00.000000")).isEqualTo("null");
    }

    @Test
    void nestedValuesAreSeparated() {
        var writer = new DocumentWriter();
        writer.startObject();
        writer.startArray(TEXT);
        writer.startObject();
        writer.endObject();
        writer.startObject();
        writer.number(TEXT, -7);
        writer.flag(TEXT, true);
        writer.nothing(TEXT);
        writer.number(TEXT, 0.5);
        writer.endObject();
        writer.number(3);
        writer.endArray();
        writer.startObject(TEXT);
        writer.endObject();
        writer.endObject();
        assertThat(new String(writer.take(), UTF_8))
                .isEqualTo(
                        "{\"text\":[{},{\"text\":-7,\"text\":true,\"text\":null,\"text\":0.5},3],\"text\":{}}");
    }

    private static String time(String datetime) {
        var writer = new DocumentWriter();
        writer.time(TEXT, Slice.of(datetime.getBytes(UTF_8)));
        return new String(writer.take(), UTF_8).substring("\"text\":".length());
    }

    /** Controls, quotes, backslashes and letters of one to four bytes. */
    private static String text(Random random) {
        var text = new StringBuilder();
        int length = random.nextInt(20) == 0 ? 30_000 : random.nextInt(40);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(
                    switch (random.nextInt(6)) {
                        case 0 -> random.nextInt(0x20);
                        case 1 -> '"';
                        case 2 -> '\\';
                        case 3 -> 0x20 + random.nextInt(0x60);
                        case 4 -> 0x80 + random.nextInt(0x2000);
                        default -> 0x10000 + random.nextInt(0x1000);
                    });
        }
        return text.toString();
    }
}
