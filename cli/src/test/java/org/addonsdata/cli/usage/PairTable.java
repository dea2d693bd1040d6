package org.addonsdata.cli.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The exit statuses that were seen for each pair, as the table that docs/reliability.md shows;
 * written to {@code target/two-at-once-TITLE.md}.
 */
final class PairTable {
    private final String title;
    private final Map<String, Set<String>> seen = new LinkedHashMap<>();

    PairTable(String title) {
        this.title = title;
    }

    void add(PairCommand first, PairCommand second, String statuses) {
        seen.computeIfAbsent(
                        "| `%s` | `%s` |".formatted(first.title(), second.title()),
                        _ -> new TreeSet<>())
                .add(statuses);
    }

    void write() {
        var lines = new StringBuilder("| one | and the other | ended with |\n|---|---|---|\n");
        seen.forEach((pair, statuses) ->
                lines.append(pair).append(' ').append(String.join(", ", statuses)).append(" |\n"));
        try {
            Files.writeString(
                    Path.of("target", "two-at-once-%s.md".formatted(title)), lines.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
