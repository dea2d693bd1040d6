package org.addonsdata.bench.snapshots;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.addonsdata.bench.snapshots.Contender.Role;

/**
 * A case on one server.
 *
 * @param bytes of the stock tool's dump
 */
record CaseResult(String server, Case what, long bytes, List<Measured> contenders) {
    /** How we compare, with those who could be run. */
    List<Comparison> comparisons() {
        var comparisons = new ArrayList<Comparison>();
        for (var ours : contenders) {
            for (var other : contenders) {
                if (ours.role().isOurs() && !other.role().isOurs() && areComparable(ours, other)) {
                    comparisons.add(
                            new Comparison(this, ours, other, goal(ours.role(), other.role())));
                }
            }
        }
        return comparisons;
    }

    private static boolean areComparable(Measured ours, Measured other) {
        return ours.isComparable() && other.isComparable();
    }

    private Optional<Double> goal(Role ours, Role other) {
        if (ours == Role.OURS_OWN_FORMAT) {
            return Optional.empty();
        }
        return switch (what) {
            case EXPORT -> Optional.of(other == Role.STOCK ? 2.5 : 1);
            case RESTORE ->
                    Optional.of(other != Role.STOCK ? 1.5 : server.startsWith("MySQL") ? 3 : 2.5);
            case EXPORT_TABLES, RESTORE_TABLES ->
                    other == Role.STOCK ? Optional.of(1.0) : Optional.empty();
        };
    }
}
