package org.addonsdata.bench.index;

import java.nio.file.Path;
import java.util.List;

/**
 * How much to measure.
 *
 * @param addons to generate beyond the default seed; {@code --addons}, 100,000
 * @param rounds how often each way is gone; {@code --rounds}, 3
 * @param results the file to write; {@code --results}, bench/results/index.json
 */
record BenchOptions(int addons, int rounds, Path results) {
    static BenchOptions of(List<String> arguments) {
        var addons = 100_000;
        var rounds = 3;
        var results = Path.of("bench/results/index.json");
        if (arguments.size() % 2 != 0) {
            throw new IllegalArgumentException("each option wants a value: " + arguments);
        }
        for (int i = 0; i < arguments.size(); i += 2) {
            var value = arguments.get(i + 1);
            switch (arguments.get(i)) {
                case "--addons" -> addons = Integer.parseInt(value);
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--results" -> results = Path.of(value);
                default -> throw new IllegalArgumentException(arguments.get(i));
            }
        }
        return new BenchOptions(addons, rounds, results);
    }
}
