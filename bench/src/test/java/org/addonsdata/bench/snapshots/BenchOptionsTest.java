package org.addonsdata.bench.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {
    private static final Map<String, String> NO_MYSQL = Map.of("TEST_MYSQL_HOME", "/nowhere");

    @Test
    void measuresAllOfItThreeTimesUnlessToldOtherwise() {
        var options = BenchOptions.of(List.of("launcher"), NO_MYSQL);

        assertThat(options.size()).isEqualTo(Size.FULL);
        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.results()).endsWithRaw(Path.of("bench/results/snapshots.json"));
        assertThat(options.chart()).endsWithRaw(Path.of("docs/snapshots.svg"));
        assertThat(options.mysqlHome()).isEmpty();
    }

    @Test
    void aQuickLookDoesNotReplaceTheFigures() {
        var options = BenchOptions.of(List.of("launcher", "--size", "small", "5"), NO_MYSQL);

        assertThat(options.size()).isEqualTo(Size.SMALL);
        assertThat(options.rounds()).isEqualTo(5);
        assertThat(options.results()).endsWithRaw(Path.of("bench/results/snapshots-small.json"));
        assertThat(options.chart()).endsWithRaw(Path.of("bench/results/snapshots-small.svg"));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> BenchOptions.of(List.of("launcher", "--rounds"), NO_MYSQL))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BenchOptions.of(List.of("launcher", "--size"), NO_MYSQL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--size");
    }
}
