package org.addonsdata.cli.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant. */
public final class Suggestion {
    private Suggestion() {}

    /** The word with the fewest letters to change, if these are at most a third of it. */
    public static Optional<String> nearest(String typed, List<String> known) {
        var word = plain(typed);
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, plain(candidate))))
                .filter(nearest ->
                        distance(word, plain(nearest)) <= Math.max(2, nearest.length() / 3));
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /** How many letters must be put in, taken out or replaced (Levenshtein). */
    private static int distance(String one, String other) {
        var previous = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            var current = new int[other.length() + 1];
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                var replaced = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
