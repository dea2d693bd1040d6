package org.addonsdata.cli.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The exit statuses that were seen for each pair, as the table that docs/reliability.md shows;
 * written to {@code target/two-at-once-TITLE.md}.
 */
final class PairTable {
    private final String title;
    private final Map<List<PairCommand>, Map<Integer, String>> seen = new LinkedHashMap<>();

    PairTable(String title) {
        this.title = title;
    }

    /**
     * Notes how a pair ended, and writes the table anew, so that it can be read meanwhile.
     *
     * @param wait seconds that each of them waited at most
     */
    void add(List<PairCommand> pair, int wait, String statuses) {
        seen.computeIfAbsent(pair, _ -> new TreeMap<>()).put(wait, statuses);
        var lines =
                new StringBuilder(
                        "| one | and the other | without waiting | waiting |\n|---|---|---|---|\n");
        seen.forEach((commands, ends) ->
                lines.append(
                        "| `%s` | `%s` | %s |\n"
                                .formatted(
                                        commands.getFirst().title(),
                                        commands.getLast().title(),
                                        String.join(" | ", ends.values()))));
        try {
            Files.writeString(
                    Path.of("target", "two-at-once-%s.md".formatted(title)), lines.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
