package org.addonsdata.bench.snapshots;

import org.addonsdata.bench.measure.Runs;

/**
 * What became of a contender.
 *
 * @param problem why there is nothing to compare, or empty
 */
record Measured(Contender.Role role, String title, Runs<Run> runs, String problem) {
    boolean isComparable() {
        return problem.isEmpty() && !runs.isEmpty();
    }

    double seconds() {
        return runs.median(Run::seconds);
    }

    double cpuSeconds() {
        return runs.median(Run::cpuSeconds);
    }
}
