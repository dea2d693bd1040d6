package org.addonsdata.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.services.SearchEndpoint;
import org.addonsdata.services.process.Ports;
import org.addonsdata.services.searchnode.SearchEngine;
import org.addonsdata.services.searchnode.SearchNode;
import org.addonsdata.services.searchnode.SearchNodeSettings;

/**
 * A search node of the tests' own, as users get it: one for each product and JVM, started when the
 * first test asks for it, stopped and deleted when the JVM ends. Tests share it, so each uses
 * indexes of its own name and deletes them.
 */
public final class TestSearch {
    private final SearchEndpoint endpoint;

    private TestSearch(SearchEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** OpenSearch, the product users get by default. */
    public static TestSearch shared() {
        return OpenSearch.NODE;
    }

    /** Elasticsearch 7.10.2; for tests tagged slow. */
    public static TestSearch elasticsearch7() {
        return Elasticsearch7.NODE;
    }

    public SearchEndpoint endpoint() {
        return endpoint;
    }

    private static final class OpenSearch {
        private static final TestSearch NODE = start(SearchEngine.OPENSEARCH);
    }

    private static final class Elasticsearch7 {
        private static final TestSearch NODE = start(SearchEngine.ELASTICSEARCH);
    }

    private static TestSearch start(SearchEngine engine) {
        try {
            var volume = Files.createTempDirectory("test-search-");
            var node =
                    new SearchNode(
                            SearchNodeSettings.of(
                                    engine,
                                    volume,
                                    Path.of(System.getProperty("addonsdata.engines")),
                                    Path.of(System.getProperty("addonsdata.checkout"))
                                            .resolve("target/test-cache"),
                                    Ports.anyFree()));
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> remove(node, volume), "test-search"));
            node.start();
            return new TestSearch(node.await(new Cancellation()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void remove(SearchNode node, Path volume) {
        try {
            node.last().ifPresent(daemon -> daemon.kill());
            AtomicFiles.deleteTree(volume);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
