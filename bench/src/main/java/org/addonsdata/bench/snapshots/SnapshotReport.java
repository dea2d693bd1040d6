package org.addonsdata.bench.snapshots;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.addonsdata.bench.measure.BarChart;
import org.addonsdata.core.files.AtomicFiles;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The figures, as a table on standard output, as a JSON file and as a chart. */
final class SnapshotReport {
    private final BenchOptions options;
    private final List<CaseResult> results;
    private final List<String> notRun;
    private final List<String> remarks;
    private final List<Comparison> comparisons;

    /**
     * @param notRun what could not be had, one sentence each
     * @param remarks what else one has to know
     */
    SnapshotReport(
            BenchOptions options,
            List<CaseResult> results,
            List<String> notRun,
            List<String> remarks) {
        this.remarks = List.copyOf(remarks);
        this.options = options;
        this.results = List.copyOf(results);
        this.notRun = notRun(results, notRun);
        this.comparisons = results.stream().flatMap(it -> it.comparisons().stream()).toList();
    }

    private static List<String> notRun(List<CaseResult> results, List<String> servers) {
        var all = new ArrayList<>(servers);
        for (var result : results) {
            for (var contender : result.contenders()) {
                if (!contender.problem().isEmpty()) {
                    all.add(
                            "%s, %s: %s %s"
                                    .formatted(
                                            result.server(),
                                            result.what().title(),
                                            contender.title(),
                                            contender.problem()));
                }
            }
        }
        return all;
    }

    void publish() throws IOException {
        print(System.out);
        write(options.results(), json().toPrettyString() + "\n");
        write(options.chart(), chart().toSvg());
        System.err.println("written to " + options.results() + " and " + options.chart());
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        AtomicFiles.write(file, text);
    }

    void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "size %s: %,d generated add-ons, %,d small tables; %d rounds, medians; %d processors%n",
                options.size().name().toLowerCase(Locale.ROOT),
                options.size().addons(),
                options.size().tables(),
                options.rounds(),
                Runtime.getRuntime().availableProcessors());
        results.forEach(result -> print(out, result));
        list(out, "where we win:", it -> !it.isLost() && !it.isMissed());
        list(out, "where we win, by less than we want:", it -> !it.isLost() && it.isMissed());
        list(out, "where we lose:", Comparison::isLost);
        out.println();
        notRun.forEach(text -> out.println("not run: " + text));
        remarks.forEach(text -> out.println("note: " + text));
    }

    private void list(PrintStream out, String head, Predicate<Comparison> which) {
        var listed = comparisons.stream().filter(which).toList();
        out.println();
        out.println(listed.isEmpty() ? head + " nowhere" : head);
        listed.forEach(comparison -> out.println("  " + comparison.text()));
    }

    private static void print(PrintStream out, CaseResult result) {
        out.println();
        out.println(title(result));
        out.printf(
                "%-48s %9s %16s %9s %11s %11s %12s%n",
                "",
                "seconds",
                "least to most",
                "in all",
                "client CPU",
                "server CPU",
                "client peak");
        for (var contender : result.contenders()) {
            if (contender.isComparable()) {
                print(out, contender);
            } else {
                out.printf("%-48s not run%n", contender.title());
            }
        }
    }

    private static void print(PrintStream out, Measured contender) {
        var runs = contender.runs();
        out.printf(
                Locale.ROOT,
                "%-48s %9.1f %7.1f to %5.1f %9.1f %9.1f s %9.1f s %9.0f MB%n",
                contender.title(),
                contender.seconds(),
                runs.least(Run::seconds),
                runs.most(Run::seconds),
                runs.median(Run::secondsInAll),
                runs.median(Run::clientCpuSeconds),
                runs.median(Run::serverCpuSeconds),
                runs.most(Run::peakBytes) / 1e6);
    }

    private static String title(CaseResult result) {
        return String.format(
                Locale.ROOT,
                "%s, %s, %.0f MB of SQL",
                result.server(),
                result.what().title(),
                result.bytes() / 1e6);
    }

    ObjectNode json() {
        var json =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("measured", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                        .put("java", Runtime.version().toString())
                        .put("processors", Runtime.getRuntime().availableProcessors())
                        .put("size", options.size().name().toLowerCase(Locale.ROOT))
                        .put("addons", options.size().addons())
                        .put("tables", options.size().tables())
                        .put("rounds", options.rounds());
        var cases = json.putArray("cases");
        results.forEach(result -> add(cases.addObject(), result));
        var ratios = json.putArray("comparisons");
        comparisons.forEach(comparison -> add(ratios.addObject(), comparison));
        notRun.forEach(json.putArray("notRun")::add);
        remarks.forEach(json.putArray("notes")::add);
        return json;
    }

    private static void add(ObjectNode json, CaseResult result) {
        json.put("server", result.server())
                .put("case", result.what().title())
                .put("bytes", result.bytes());
        var contenders = json.putArray("contenders");
        for (var contender : result.contenders()) {
            var body = contenders.addObject().put("contender", contender.title());
            if (contender.isComparable()) {
                body.put("medianSeconds", contender.seconds());
            } else {
                body.put("problem", contender.problem());
            }
            var list = body.putArray("runs");
            for (var run : contender.runs().all()) {
                list.addObject()
                        .put("seconds", run.seconds())
                        .put("secondsInAll", run.secondsInAll())
                        .put("clientCpuSeconds", run.clientCpuSeconds())
                        .put("serverCpuSeconds", run.serverCpuSeconds())
                        .put("clientPeakBytes", run.peakBytes());
            }
        }
    }

    private static void add(ObjectNode json, Comparison comparison) {
        json.put("server", comparison.of().server())
                .put("case", comparison.of().what().title())
                .put("ours", comparison.ours().title())
                .put("other", comparison.other().title())
                .put("timesAsFast", comparison.timesAsFast())
                .put("processorTimes", comparison.processorTimes());
        comparison.goal().ifPresent(goal -> json.put("goal", goal));
    }

    BarChart chart() {
        var groups = new ArrayList<BarChart.Group>();
        for (var result : results) {
            groups.add(
                    new BarChart.Group(
                            title(result) + ", seconds",
                            result.contenders().stream()
                                    .filter(Measured::isComparable)
                                    .map(SnapshotReport::bar)
                                    .toList()));
        }
        return new BarChart("How long exports and restores take, side by side", groups);
    }

    private static BarChart.Bar bar(Measured contender) {
        return new BarChart.Bar(
                contender.title(),
                contender.seconds(),
                String.format(
                        Locale.ROOT,
                        "%.1f (%.1f to %.1f)",
                        contender.seconds(),
                        contender.runs().least(Run::seconds),
                        contender.runs().most(Run::seconds)),
                contender.role().isOurs());
    }
}
