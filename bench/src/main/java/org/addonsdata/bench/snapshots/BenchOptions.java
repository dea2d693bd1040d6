package org.addonsdata.bench.snapshots;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What to measure with.
 *
 * @param launcher of the built distribution
 * @param mysqlHome where MySQL is unpacked, if it is there
 * @param size {@code --size}, full
 * @param cases {@code --cases}, such as {@code export,restore}; all
 * @param rounds how often each contender runs; the last word, 3
 * @param results the file to write; {@code --results}, bench/results/snapshots.json
 * @param chart the SVG to write; {@code --chart}, docs/snapshots.svg for the full size, else beside
 *     the results
 */
record BenchOptions(
        Path launcher,
        Optional<Path> mysqlHome,
        Size size,
        Set<Case> cases,
        int rounds,
        Path results,
        Path chart) {
    private static final String USUAL_MYSQL_HOME = "/opt/mysql97";

    static BenchOptions of(List<String> arguments, Map<String, String> environment) {
        var size = Size.FULL;
        var cases = EnumSet.allOf(Case.class);
        var rounds = 3;
        String results = "";
        String chart = "";
        for (int i = 1; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--size" ->
                        size = Size.valueOf(value(arguments, ++i).toUpperCase(Locale.ROOT));
                case "--cases" -> cases = cases(value(arguments, ++i));
                case "--results" -> results = value(arguments, ++i);
                case "--chart" -> chart = value(arguments, ++i);
                default -> rounds = Integer.parseInt(arguments.get(i));
            }
        }
        var suffix = size == Size.FULL ? "" : "-" + size.name().toLowerCase(Locale.ROOT);
        var file =
                Path.of(results.isEmpty() ? "bench/results/snapshots" + suffix + ".json" : results);
        return new BenchOptions(
                Path.of(arguments.getFirst()),
                mysqlHome(environment),
                size,
                cases,
                rounds,
                file.toAbsolutePath(),
                chart(chart, size, file));
    }

    private static EnumSet<Case> cases(String names) {
        var cases = EnumSet.noneOf(Case.class);
        for (var name : names.split(",", -1)) {
            cases.add(Case.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')));
        }
        return cases;
    }

    private static Path chart(String given, Size size, Path results) {
        var file =
                !given.isEmpty()
                        ? Path.of(given)
                        : size == Size.FULL
                                ? Path.of("docs/snapshots.svg")
                                : results.resolveSibling(
                                        results.getFileName().toString().replace(".json", "")
                                                + ".svg");
        return file.toAbsolutePath();
    }

    private static String value(List<String> arguments, int at) {
        if (at >= arguments.size()) {
            throw new IllegalArgumentException("value missing after " + arguments.getLast());
        }
        return arguments.get(at);
    }

    /** The tests' variable, so that one setting serves both. */
    private static Optional<Path> mysqlHome(Map<String, String> environment) {
        var home = Path.of(environment.getOrDefault("TEST_MYSQL_HOME", USUAL_MYSQL_HOME));
        return Optional.of(home).filter(MysqlServer::isAt);
    }
}
