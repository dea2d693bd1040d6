package org.addonsdata.lifecycle.generation;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How long tables could be written to without the triggers they should have had.
 *
 * @param reason why that could not be avoided; completes "because …"
 */
record TriggerGap(Set<String> tables, Duration time, String reason) {
    private static final int NAMED = 5;
    static final TriggerGap NONE = new TriggerGap(Set.of(), Duration.ZERO, "");

    static TriggerGap of(Collection<String> tables, Duration time, String reason) {
        return new TriggerGap(new TreeSet<>(tables), time, reason);
    }

    TriggerGap and(TriggerGap other) {
        if (tables.isEmpty()) {
            return other;
        }
        var all = new TreeSet<>(tables);
        all.addAll(other.tables);
        return new TriggerGap(all, time.plus(other.time), reason);
    }

    /** One sentence, or none where there was no gap. */
    List<String> told() {
        if (tables.isEmpty()) {
            return List.of();
        }
        var named = String.join(", ", tables.stream().limit(NAMED).toList());
        if (tables.size() > NAMED) {
            named += " and %d others".formatted(tables.size() - NAMED);
        }
        return List.of(
                "for %,d ms rows could be written to %s without the triggers, because %s"
                        .formatted(Math.max(1, time.toMillis()), named, reason));
    }
}
