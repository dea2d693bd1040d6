package org.addonsdata.addons.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

/** Columns of JSON as documents hold them. */
class JsonColumnsTest {
    private static final FieldName FIELD = new FieldName("f");

    @Test
    void stringsAreWrittenInOneForm() {
        assertThat(strings("[]")).isEqualTo("\"f\":[]");
        assertThat(strings("[\"a\",\"b\"]")).isEqualTo("\"f\":[\"a\",\"b\"]");
        assertThat(strings("[\"a, b\" , \"[ü]\"]")).isEqualTo("\"f\":[\"a, b\",\"[ü]\"]");
        assertThat(strings("[\"a\\\"\\u00fc\\\\\", \"b\"]"))
                .isEqualTo("\"f\":[\"a\\\"ü\\\\\",\"b\"]");
    }

    @Test
    void whatIsNoStringIsLeftOut() {
        assertThat(strings("[\"a\", 1, null, [\"b\"], {\"c\": \"d\"}, \"e\"]"))
                .isEqualTo("\"f\":[\"a\",\"e\"]");
        assertThat(strings("{\"a\": \"b\"}")).isEqualTo("\"f\":[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[\"a\" \"b\"]", "[\"a\",]", "[,\"a\"]", "[\"a\",,\"b\"]", "[\"a]", "["})
    void whatIsNoJsonIsRefused(String json) {
        assertThatThrownBy(() -> strings(json)).isInstanceOf(JacksonException.class);
    }

    @Test
    void membersAreSortedEachTime() {
        var writer = new DocumentWriter();
        var columns = new JsonColumns(writer);
        writer.startObject();
        for (var json : new String[] {"{\"b\": 1.50, \"a\": [\"x\\n\", null]}", "{\"c\":2}"}) {
            columns.sorted(FIELD, Slice.of(json.getBytes(UTF_8)));
            columns.sorted(FIELD, Slice.of(json.getBytes(UTF_8)));
        }
        writer.endObject();
        var first = "\"f\":{\"a\":[\"x\\n\",null],\"b\":1.5}";
        var second = "\"f\":{\"c\":2}";
        assertThat(new String(writer.take(), UTF_8))
                .isEqualTo("{" + String.join(",", first, first, second, second) + "}");
    }

    private static String strings(String json) {
        var writer = new DocumentWriter();
        new JsonColumns(writer).strings(FIELD, Slice.of(json.getBytes(UTF_8)));
        return new String(writer.take(), UTF_8);
    }
}
