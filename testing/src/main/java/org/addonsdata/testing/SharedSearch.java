package org.addonsdata.testing;

import java.util.Objects;
import org.addonsdata.services.searchnode.SearchEngine;
import org.jspecify.annotations.Nullable;

/** Owns the shared node of this JVM for one product: starts it once, ends it once. */
final class SharedSearch {
    static final SharedSearch OPENSEARCH = new SharedSearch(SearchEngine.OPENSEARCH);
    static final SharedSearch ELASTICSEARCH = new SharedSearch(SearchEngine.ELASTICSEARCH);

    private final SearchEngine engine;
    private @Nullable TestSearch search;
    private boolean ended;

    private SharedSearch(SearchEngine engine) {
        this.engine = engine;
    }

    synchronized TestSearch get() {
        if (ended) {
            throw new IllegalStateException("the test run is over");
        }
        if (search == null) {
            search = TestSearch.start(engine);
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
