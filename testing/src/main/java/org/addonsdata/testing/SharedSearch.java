package org.addonsdata.testing;

import java.util.Objects;
import java.util.function.Supplier;
import org.addonsdata.services.searchnode.SearchEngine;
import org.jspecify.annotations.Nullable;

/** Owns the shared node of this JVM for one product: starts it once, ends it once. */
final class SharedSearch {
    static final SharedSearch OPENSEARCH =
            new SharedSearch(() -> TestSearch.start(SearchEngine.OPENSEARCH));
    static final SharedSearch ELASTICSEARCH =
            new SharedSearch(() -> TestSearch.start(SearchEngine.ELASTICSEARCH));
    static final SharedSearch ELASTICSEARCH_6 = new SharedSearch(TestSearch::startElasticsearch68);

    private final Supplier<TestSearch> start;
    private @Nullable TestSearch search;
    private boolean ended;

    private SharedSearch(Supplier<TestSearch> start) {
        this.start = start;
    }

    synchronized TestSearch get() {
        if (ended) {
            throw new IllegalStateException("the test run is over");
        }
        if (search == null) {
            search = start.get();
            // The last resort, for a run that ends without telling the listener.
            Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end-test-search"));
        }
        return Objects.requireNonNull(search);
    }

    synchronized void end() {
        ended = true;
        if (search != null) {
            search.close();
            search = null;
        }
    }
}
