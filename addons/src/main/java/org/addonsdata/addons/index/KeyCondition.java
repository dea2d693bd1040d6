package org.addonsdata.addons.index;

import java.util.List;
import java.util.stream.Collectors;
import org.addonsdata.search.DocumentSource.KeyRange;

/** Which add-ons a query is about, as SQL upon {@code a.id}. */
record KeyCondition(String sql) {
    static KeyCondition of(KeyRange range) {
        return new KeyCondition("a.id BETWEEN " + range.first() + " AND " + range.last());
    }

    /** The keys, at least one. */
    static KeyCondition of(List<Long> keys) {
        return new KeyCondition(
                keys.stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ", "a.id IN (", ")")));
    }
}
