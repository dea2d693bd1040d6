package org.addonsdata.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.services.SearchEndpoint;
import org.addonsdata.services.process.Daemon;
import org.addonsdata.services.process.Ports;
import org.addonsdata.services.searchnode.SearchEngine;
import org.addonsdata.services.searchnode.SearchNode;
import org.addonsdata.services.searchnode.SearchNodeSettings;

/**
 * A search node for tests, as users get it, on a free port and in a directory of its own. It makes
 * no index by itself: a document for a missing one is refused.
 */
public final class TestSearch implements AutoCloseable {
    private static final Shared<TestSearch> OPENSEARCH =
            new Shared<>(() -> noted(SearchProduct.OPENSEARCH, SearchEngine.OPENSEARCH));
    private static final Shared<TestSearch> ELASTICSEARCH =
            new Shared<>(() -> noted(SearchProduct.ELASTICSEARCH, SearchEngine.ELASTICSEARCH));
    private static final Shared<TestSearch> ELASTICSEARCH_6 =
            new Shared<>(TestSearch::startElasticsearch68);

    private final SearchEndpoint endpoint;
    private final Runnable end;

    private TestSearch(SearchEndpoint endpoint, Runnable end) {
        this.endpoint = endpoint;
        this.end = end;
    }

    /**
     * The OpenSearch that all tests of this JVM share: started when first asked for, stopped and
     * deleted after the last test. Each test uses indexes and aliases of its own names.
     */
    public static TestSearch shared() {
        return OPENSEARCH.get();
    }

    /** The Elasticsearch 7.10.2 that all tests of this JVM share, in the same way. */
    public static TestSearch elasticsearch7() {
        return ELASTICSEARCH.get();
    }

    /**
     * The Elasticsearch 6.8.23 that all tests of this JVM share, in the same way; only where Maven
     * runs with {@code -Pslow-tests}.
     */
    public static TestSearch elasticsearch68() {
        return ELASTICSEARCH_6.get();
    }

    static TestSearch startElasticsearch68() {
        var server = Elasticsearch6.start();
        return new TestSearch(new SearchEndpoint(List.of(server.uri())), server::close);
    }

    private static TestSearch noted(String name, SearchEngine engine) {
        var started = start(engine);
        TestRun.ran(name);
        return started;
    }

    /** One for a test that restarts, kills or fills it; the test closes it. */
    public static TestSearch start(SearchEngine engine) {
        try {
            var directory = Files.createTempDirectory("addons-data-test-search");
            var settings =
                    SearchNodeSettings.of(
                            engine,
                            directory,
                            TestDatabase.engines(),
                            TestDatabase.cache(),
                            Ports.anyFree());
            var node = new SearchNode(settings);
            node.start();
            try {
                return new TestSearch(node.await(new Cancellation()), () -> end(node, directory));
            } catch (RuntimeException e) {
                node.last().ifPresent(Daemon::kill);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public SearchEndpoint endpoint() {
        return endpoint;
    }

    /** The one node's address, such as {@code http://127.0.0.1:41234}. */
    public URI uri() {
        return endpoint.nodes().getFirst();
    }

    private static void end(SearchNode node, Path directory) {
        node.last().ifPresent(Daemon::kill);
        try {
            AtomicFiles.deleteTree(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the node without asking and deletes its directory: nobody needs the data any more. */
    @Override
    public void close() {
        end.run();
    }
}
