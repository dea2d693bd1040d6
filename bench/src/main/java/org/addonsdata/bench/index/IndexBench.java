package org.addonsdata.bench.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.addonsdata.addons.AddonsApplication;
import org.addonsdata.bench.measure.Runs;
import org.addonsdata.bench.measure.Turns;
import org.addonsdata.bench.measure.Usage;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.Closer;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.lifecycle.application.Population.SeedOptions;
import org.addonsdata.lifecycle.usecase.Initialisation;
import org.addonsdata.search.DocumentSource;
import org.addonsdata.services.ServiceStack;
import org.addonsdata.services.process.Ports;

/**
 * Measures the ways to fill an index. Each is gone so many times, in turns, and a different one
 * begins each round; between two runs the node comes to rest. After the first round the contents
 * are compared: a way that is quick because it leaves something out is no way.
 */
public final class IndexBench {
    private static final Duration LOCK_WAIT = Duration.ofSeconds(10);

    private final BenchOptions options;
    private final BenchServers servers;
    private final ServiceStack.Running running;
    private final Node node;

    private IndexBench(BenchOptions options, BenchServers servers, ServiceStack.Running running) {
        this.options = options;
        this.servers = servers;
        this.running = running;
        this.node = new Node(running.search().nodes().getFirst());
    }

    /**
     * @param arguments those of {@link BenchOptions}; the property {@code addonsdata.engines} names
     *     the directory of the servers
     */
    public static void main(String[] arguments) throws Exception {
        var options = BenchOptions.of(List.of(arguments));
        try (var closer = new Closer()) {
            var directory = Files.createTempDirectory("addons-data-bench");
            closer.own(() -> delete(directory));
            var servers = new BenchServers(directory, Ports.anyFree(), Ports.anyFree());
            var stack = servers.stack();
            closer.own(stack.lock("bench", LOCK_WAIT, _ -> {}));
            closer.own(() -> stack.stop(Progress.silent()));
            var running = closer.own(stack.start(Progress.silent(), new Cancellation()));
            new IndexBench(options, servers, running).run();
        }
    }

    private static void delete(Path directory) {
        try {
            AtomicFiles.deleteTree(directory);
        } catch (IOException e) {
            System.err.println("left behind: " + directory + ": " + e.getMessage());
        }
    }

    private void run() throws IOException, InterruptedException, ExecutionException {
        say("seeding %,d add-ons".formatted(options.addons()));
        var initialise =
                new Initialisation.Options(
                        false, false, true, new SeedOptions(options.addons(), 1));
        Initialisation.run(servers.workplace(running), initialise);
        say("looking for the best size and concurrency of plain bulk requests");
        var files = new BulkFiles(servers.directory().resolve("bulk"));
        var best = new BestSending(node, documents(), files, options.addons()).find();
        say(
                "%d kB a request, %d at once; rendering all documents"
                        .formatted(best.bytes() >> 10, best.senders()));
        files.write(documents(), best.bytes(), Long.MAX_VALUE);
        var measured =
                measure(List.of(new Way.Ours(), new Way.Chunks(), new Way.Limit(best.senders())));
        new BenchReport(options, best, measured.documents(), measured.runs()).publish();
    }

    private DocumentSource documents() {
        var application = new AddonsApplication();
        return application.documents(running.database().connections(), application.databaseName());
    }

    private record Measured(long documents, Map<Way, Runs<IndexRun>> runs) {}

    private Measured measure(List<Way> ways) throws IOException, InterruptedException {
        var runs = new LinkedHashMap<Way, Runs<IndexRun>>();
        ways.forEach(way -> runs.put(way, new Runs<>()));
        long documents = 0;
        for (int round = 0; round < options.rounds(); round++) {
            for (var way : Turns.of(ways, round)) {
                var run = measure(way);
                Objects.requireNonNull(runs.get(way)).add(run);
                say("round %d: %s, %.1f s".formatted(round + 1, way.title(), run.seconds()));
            }
            if (round == 0) {
                documents = requireSameContent(ways);
            }
        }
        return new Measured(documents, runs);
    }

    private IndexRun measure(Way way) throws IOException, InterruptedException {
        if (!(way instanceof Way.Ours)) {
            node.delete(way.index());
        }
        node.awaitQuiet();
        var status = servers.stack().status();
        var database = Usage.cpuSeconds(status.database().pid());
        var search = Usage.cpuSeconds(status.search().pid());
        var client = new ClientProcess(servers).run(way);
        return new IndexRun(
                client,
                Usage.cpuSeconds(status.database().pid()) - database,
                Usage.cpuSeconds(status.search().pid()) - search);
    }

    private long requireSameContent(List<Way> ways) throws IOException {
        var contents = new LinkedHashMap<String, IndexContent>();
        for (var way : ways) {
            contents.put(way.title(), IndexContent.of(node, way.index()));
        }
        if (List.copyOf(contents.values()).stream().distinct().count() != 1) {
            throw new IllegalStateException("the indexes differ: " + contents);
        }
        var content = contents.values().iterator().next();
        say("all indexes hold the same %,d documents".formatted(content.documents()));
        return content.documents();
    }

    static void say(String text) {
        System.err.println(text);
    }
}
