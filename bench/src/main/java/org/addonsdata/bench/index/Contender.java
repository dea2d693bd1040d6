package org.addonsdata.bench.index;

import java.io.IOException;
import java.sql.SQLException;
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
            throws IOException, InterruptedException, ExecutionException, SQLException {
        var node = new Node(running.search().nodes().getFirst());
        switch (way) {
            case Way.Ours() -> Reindex.run(servers.workplace(running));
            case Way.Chunks() -> {
                node.create(way.index(), null);
                sendChunks(node, way.index(), running);
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

    private static void sendChunks(Node node, String index, ServiceStack.Running running)
            throws IOException, SQLException {
        var source = documents(running);
        var keys = BulkFiles.keys(source);
        var lines = new BulkLines();
        var connections = running.database().connections();
        try (var view = source.open(1);
                var connection = connections.open(new AddonsApplication().databaseName())) {
            var lookUps = new LookUps(connection);
            for (int from = 0; from < keys.size(); from += CHUNK) {
                var chunk = keys.subList(from, Math.min(from + CHUNK, keys.size()));
                lookUps.of(chunk);
                view.read(chunk, (key, _, document) -> lines.add(key, document));
                node.bulk(index, lines.take());
            }
            IndexBench.say("%,d queries for single add-ons".formatted(lookUps.queries()));
        }
    }
}
