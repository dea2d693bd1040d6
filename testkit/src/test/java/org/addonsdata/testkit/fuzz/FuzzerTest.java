package org.addonsdata.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuzzerTest {
    private static final Fuzzer FUZZER =
            new Fuzzer(
                    IllegalArgumentException.class,
                    List.of("{\"a\": 1}", "{\"b\": \"text\"}"),
                    List.of("[", "\"a\":"));

    @Test
    void theSameSeedGivesTheSameInputs() throws InterruptedException {
        assertThat(inputs()).isEqualTo(inputs()).hasSizeGreaterThan(100);
    }

    private static List<String> inputs() throws InterruptedException {
        var inputs = new ArrayList<String>();
        FUZZER.feed(input -> inputs.add(new String(input, StandardCharsets.ISO_8859_1)));
        return inputs;
    }

    @Test
    void onlyTheExpectedErrorIsAnAnswer() throws InterruptedException {
        FUZZER.feed(_ -> {
            throw new NumberFormatException("a kind of what is expected");
        });
        assertThatThrownBy(() ->
                        FUZZER.feed(_ -> {
                            throw new IllegalStateException("a bug");
                        }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("input 0 of seed")
                .hasStackTraceContaining("a bug");
    }

    @Test
    void whatTakesMuchMemoryFails() {
        assertThatThrownBy(() -> FUZZER.feed(_ -> assertThat(new byte[80 << 20]).isNotNull()))
                .hasMessageContaining("bytes were allocated for input 0");
        var kept = new ArrayList<byte[]>();
        assertThatThrownBy(() -> FUZZER.feed(_ -> kept.add(new byte[20_000])))
                .hasMessageContaining("bytes were kept");
    }
}
