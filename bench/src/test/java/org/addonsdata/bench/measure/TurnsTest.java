package org.addonsdata.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    @Test
    void anotherOneBeginsInEachRound() {
        var all = List.of("a", "b", "c");

        assertThat(Turns.of(all, 0)).containsExactly("a", "b", "c");
        assertThat(Turns.of(all, 1)).containsExactly("b", "c", "a");
        assertThat(Turns.of(all, 2)).containsExactly("c", "a", "b");
        assertThat(Turns.of(all, 3)).isEqualTo(all);
    }
}
