package org.addonsdata.cli.usage;

import java.util.List;
import java.util.regex.Pattern;

/** What stays of an output when everything is taken out that differs from run to run. */
final class OutputShape {
    private record Rule(Pattern pattern, String replacement) {
        static Rule of(String pattern, String replacement) {
            return new Rule(Pattern.compile(pattern), replacement);
        }
    }

    private static final Pattern REPORT = Pattern.compile("\\d\\d:\\d\\d:\\d\\d … ");

    private static final List<Rule> RULES =
            List.of(
                    Rule.of("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\dZ?", "MOMENT"),
                    Rule.of("(?<=[ (])(\\d+ (min|h|days) )?\\d+(\\.\\d)? s(?![\\w])", "TIME"),
                    Rule.of("\\d+ h \\d+ min|\\d+ days", "TIME"),
                    Rule.of("\\(TIME, [^)]*/s\\)", "(TIME)"),
                    Rule.of("\\d+(\\.\\d)? (B|kB|MB|GB)\\b", "SIZE"),
                    Rule.of("(?<![\\w:/])(/[\\w.@+-]+)+", "PATH"),
                    Rule.of("\\b(?=[0-9a-f]*\\d)[0-9a-f]{12,}\\b", "HASH"),
                    Rule.of("\\d[\\d,]*(\\.\\d+)*", "#"),
                    Rule.of(" +", " "),
                    Rule.of(" $", ""));

    private OutputShape() {}

    /**
     * The lines' shapes, sorted, as what is done side by side ends in any order; without the
     * reports of what takes long on a busy machine.
     */
    static List<String> of(List<String> lines) {
        return lines.stream()
                .filter(line -> !REPORT.matcher(line).lookingAt())
                .map(OutputShape::of)
                .sorted()
                .toList();
    }

    private static String of(String line) {
        var shape = line;
        for (var rule : RULES) {
            shape = rule.pattern().matcher(shape).replaceAll(rule.replacement());
        }
        return shape;
    }
}
