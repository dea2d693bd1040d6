package org.addonsdata.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The runs of one thing that is measured.
 *
 * @param <T> the figures of one run
 */
public final class Runs<T> {
    private final List<T> runs = new ArrayList<>();

    public void add(T run) {
        runs.add(run);
    }

    public List<T> all() {
        return List.copyOf(runs);
    }

    public boolean isEmpty() {
        return runs.isEmpty();
    }

    /** Of an even number of runs the lower of the two in the middle. */
    public double median(ToDoubleFunction<T> figure) {
        if (runs.isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        var sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        return sorted[(sorted.length - 1) / 2];
    }

    public double least(ToDoubleFunction<T> figure) {
        return runs.stream().mapToDouble(figure).min().orElse(0);
    }

    public double most(ToDoubleFunction<T> figure) {
        return runs.stream().mapToDouble(figure).max().orElse(0);
    }
}
