package org.addonsdata.bench.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.addonsdata.addons.AddonsApplication;
import org.addonsdata.bench.measure.Usage;
import org.addonsdata.lifecycle.usecase.Reindex;
import org.addonsdata.search.DocumentSource;
import org.addonsdata.services.ServiceStack;

/**
 * One process that fills an index in one way and prints one line of JSON: how long it took, and
 * what it took of memory and processor. The start of the JVM is not counted, all else is.
 */
final class Contender {
    private static final int CHUNK = 150;

    private Contender() {}

    /**
     * @param arguments those of {@link BenchServers} and of {@link Way}
     */
    public static void main(String[] arguments) throws Exception {
        var all = List.of(arguments);
        var servers = BenchServers.of(all.subList(0, 3));
        var way = Way.of(all.subList(3, all.size()));
        try (var running = servers.attached()) {
            var start = System.nanoTime();
            fill(way, servers, running);
            var nanos = System.nanoTime() - start;
            System.out.println(Usage.ofThisProcess(nanos).toJson());
        }
    }

    private static void fill(Way way, BenchServers servers, ServiceStack.Running running)
            throws IOException, InterruptedException, ExecutionException {
        var node = new Node(running.search().nodes().getFirst());
        switch (way) {
            case Way.Ours() -> Reindex.run(servers.workplace(running));
            case Way.Chunks() -> {
                node.create(way.index(), null);
                sendChunks(node, way.index(), documents(running));
            }
            case Way.Limit(var senders) -> {
                node.create(way.index(), "-1");
                new BulkFiles(servers.directory().resolve("bulk")).send(node, way.index(), senders);
                node.refresh(way.index());
            }
        }
    }

    private static DocumentSource documents(ServiceStack.Running running) {
        var application = new AddonsApplication();
        return application.documents(running.database().connections(), application.databaseName());
    }

    private static void sendChunks(Node node, String index, DocumentSource source) {
        var keys = BulkFiles.keys(source);
        var lines = new BulkLines();
        try (var view = source.open(1)) {
            for (int from = 0; from < keys.size(); from += CHUNK) {
                var chunk = keys.subList(from, Math.min(from + CHUNK, keys.size()));
                view.read(chunk, (key, _, document) -> lines.add(key, document));
                node.bulk(index, lines.take());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
