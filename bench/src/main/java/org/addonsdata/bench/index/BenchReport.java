package org.addonsdata.bench.index;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.addonsdata.bench.measure.Runs;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The figures, as a table on standard output and as a file. */
record BenchReport(
        BenchOptions options,
        BestSending.Found sending,
        long documents,
        Map<Way, Runs<IndexRun>> measured) {
    void publish() throws IOException {
        print();
        var file = options.results().toAbsolutePath();
        Files.createDirectories(file.getParent());
        Files.writeString(file, json().toPrettyString() + "\n");
        IndexBench.say("written to " + file);
    }

    private void print() {
        System.out.printf(
                "%,d documents, %d rounds, medians; %d processors%n",
                documents, options.rounds(), Runtime.getRuntime().availableProcessors());
        System.out.printf(
                "%-20s %9s %15s %11s %7s %10s %14s %12s%n",
                "",
                "seconds",
                "least to most",
                "documents/s",
                "speed",
                "client CPU",
                "MariaDB, node",
                "client peak");
        var chunks = seconds(new Way.Chunks());
        measured.forEach((way, runs) ->
                System.out.printf(
                        "%-20s %9.1f %6.1f to %5.1f %11.0f %6.2fx %8.1f s %6.1f %5.1f s %9.0f MB%n",
                        way.title(),
                        runs.median(IndexRun::seconds),
                        runs.least(IndexRun::seconds),
                        runs.most(IndexRun::seconds),
                        documents / runs.median(IndexRun::seconds),
                        chunks / runs.median(IndexRun::seconds),
                        runs.median(IndexRun::clientCpuSeconds),
                        runs.median(IndexRun::databaseCpuSeconds),
                        runs.median(IndexRun::searchCpuSeconds),
                        runs.most(IndexRun::peakBytes) / 1e6));
        System.out.printf(
                "%.2f times addons-server's way (to reach: 4), %.2f of the limit (to reach: 0.75)%n",
                overChunks(), ofLimit());
    }

    private double overChunks() {
        return seconds(new Way.Chunks()) / seconds(new Way.Ours());
    }

    private double ofLimit() {
        return seconds(new Way.Limit(sending.senders())) / seconds(new Way.Ours());
    }

    private double seconds(Way way) {
        var runs = measured.get(way);
        if (runs == null) {
            throw new IllegalStateException("not measured: " + way.title());
        }
        return runs.median(IndexRun::seconds);
    }

    private ObjectNode json() {
        var json =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("measured", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                        .put("java", Runtime.version().toString())
                        .put("processors", Runtime.getRuntime().availableProcessors())
                        .put("documents", documents)
                        .put("timesAddonsServer", overChunks())
                        .put("partOfLimit", ofLimit());
        json.putObject("limit")
                .put("requestBytes", sending.bytes())
                .put("requestsAtOnce", sending.senders());
        var ways = json.putArray("ways");
        measured.forEach((way, runs) -> {
            var body = ways.addObject().put("way", way.title());
            body.put("medianSeconds", runs.median(IndexRun::seconds))
                    .put("documentsPerSecond", documents / runs.median(IndexRun::seconds));
            var list = body.putArray("runs");
            for (var run : runs.all()) {
                list.addObject()
                        .put("seconds", run.seconds())
                        .put("clientCpuSeconds", run.clientCpuSeconds())
                        .put("databaseCpuSeconds", run.databaseCpuSeconds())
                        .put("searchCpuSeconds", run.searchCpuSeconds())
                        .put("clientPeakBytes", run.peakBytes());
            }
        });
        return json;
    }
}
