package org.addonsdata.cli.usage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.addonsdata.core.files.AtomicFiles;

/** What was found, as docs/reliability.md shows it. */
record ReliabilityPage(List<FaultFinding> findings) {
    private static final String HEADING = "\n## What was found\n";
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\|(.*)\\|");

    /** What the tables of a page say. */
    static ReliabilityPage read(Path page) throws IOException {
        var findings = new ArrayList<FaultFinding>();
        var lines = Files.readAllLines(page);
        for (var operation : FaultOperation.values()) {
            lines.stream()
                    .dropWhile(line -> !line.equals(heading(operation)))
                    .skip(1)
                    .takeWhile(line -> !line.startsWith("### "))
                    .map(ROW::matcher)
                    .filter(Matcher::matches)
                    .forEach(row -> findings.addAll(cells(operation, row.group(1), row.group(2))));
        }
        return new ReliabilityPage(findings);
    }

    private static List<FaultFinding> cells(FaultOperation operation, String point, String cells) {
        var texts = cells.split("\\|");
        return Arrays.stream(Fault.values())
                .map(fault ->
                        FaultFinding.read(operation, point, fault, texts[fault.ordinal()].strip()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Writes the tables to the end of the page, below its last paragraph. */
    void writeTo(Path page) throws IOException {
        var text = Files.readString(page);
        int tables = text.indexOf("\n| fault | trials |", Math.max(0, text.indexOf(HEADING)));
        AtomicFiles.write(page, (tables < 0 ? text : text.substring(0, tables + 1)) + text());
    }

    private String text() {
        var tables =
                Arrays.stream(FaultOperation.values())
                        .map(this::table)
                        .collect(Collectors.joining("\n"));
        return summary() + "\n" + tables;
    }

    private String summary() {
        var text =
                new StringBuilder(
                        "| fault | trials | old or kept | new | failed |\n|---|--:|--:|--:|--:|\n");
        for (var fault : Fault.values()) {
            var of = findings.stream().filter(finding -> finding.fault() == fault).toList();
            text.append(
                    "| %s | %d | %d | %d | %d |%n"
                            .formatted(
                                    fault.text(),
                                    of.stream().filter(FaultFinding::wasRun).count(),
                                    of.stream().filter(found("old", "kept")).count(),
                                    of.stream().filter(found("new", "pruned")).count(),
                                    of.stream().filter(f -> f.failure() != null).count()));
        }
        return text.toString();
    }

    private static java.util.function.Predicate<FaultFinding> found(String... words) {
        return finding -> finding.wasRun() && List.of(words).contains(finding.found());
    }

    private String table(FaultOperation operation) {
        var text = new StringBuilder("\n%s\n\n| point |".formatted(heading(operation)));
        for (var fault : Fault.values()) {
            text.append(' ').append(fault.text()).append(" |");
        }
        text.append("\n|---|").append("---|".repeat(Fault.values().length)).append('\n');
        findings.stream()
                .filter(finding -> finding.operation() == operation)
                .map(FaultFinding::point)
                .distinct()
                .forEach(point -> text.append(row(operation, point)));
        return text.toString();
    }

    private static String heading(FaultOperation operation) {
        return "### %s: `%s`".formatted(operation.text(), operation.command());
    }

    private String row(FaultOperation operation, String point) {
        var cells =
                Arrays.stream(Fault.values())
                        .map(fault -> cell(operation, point, fault))
                        .collect(Collectors.joining(" | "));
        return "| `%s` | %s |%n".formatted(point, cells);
    }

    private String cell(FaultOperation operation, String point, Fault fault) {
        Optional<FaultFinding> finding =
                findings.stream()
                        .filter(found -> found.operation() == operation)
                        .filter(found -> found.point().equals(point) && found.fault() == fault)
                        .findFirst();
        return finding.map(FaultFinding::cell).orElse("");
    }
}
