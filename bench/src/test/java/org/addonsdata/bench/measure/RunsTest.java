package org.addonsdata.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RunsTest {
    @Test
    void medianIsTheOneInTheMiddleWhateverTheOrder() {
        assertThat(runs(9, 1, 5).median(Double::doubleValue)).isEqualTo(5);
        assertThat(runs(7).median(Double::doubleValue)).isEqualTo(7);
    }

    @Test
    void medianOfAnEvenNumberIsTheLowerOfTheTwo() {
        assertThat(runs(4, 1, 3, 2).median(Double::doubleValue)).isEqualTo(2);
    }

    @Test
    void tellsTheSpread() {
        var runs = runs(9, 1, 5);

        assertThat(runs.least(Double::doubleValue)).isEqualTo(1);
        assertThat(runs.most(Double::doubleValue)).isEqualTo(9);
    }

    @Test
    void hasNoMedianOfNothing() {
        assertThatThrownBy(() -> runs().median(Double::doubleValue))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Runs<Double> runs(double... figures) {
        var runs = new Runs<Double>();
        for (var figure : figures) {
            runs.add(figure);
        }
        return runs;
    }
}
