package org.addonsdata.bench.index;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The runs of one way. */
final class Measurements {
    /** One run: the client's own figures, and the processor time of the servers meanwhile. */
    record Run(Usage client, double databaseCpuSeconds, double searchCpuSeconds) {
        double seconds() {
            return client.seconds();
        }

        double clientCpuSeconds() {
            return client.cpuSeconds();
        }

        long peakBytes() {
            return client.peakBytes();
        }
    }

    private final List<Run> runs = new ArrayList<>();

    void add(Run run) {
        runs.add(run);
    }

    List<Run> runs() {
        return List.copyOf(runs);
    }

    double medianSeconds() {
        return median(Run::seconds);
    }

    /** Of an even number of runs the lower of the two in the middle. */
    double median(ToDoubleFunction<Run> figure) {
        var sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        return sorted[(sorted.length - 1) / 2];
    }

    double least(ToDoubleFunction<Run> figure) {
        return runs.stream().mapToDouble(figure).min().orElse(0);
    }

    double most(ToDoubleFunction<Run> figure) {
        return runs.stream().mapToDouble(figure).max().orElse(0);
    }
}
