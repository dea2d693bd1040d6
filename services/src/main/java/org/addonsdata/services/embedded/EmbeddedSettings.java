package org.addonsdata.services.embedded;

import java.nio.file.Path;
import org.addonsdata.services.searchnode.SearchEngine;
import org.addonsdata.services.searchnode.SearchNodeSettings;
import org.addonsdata.services.searchnode.SearchNodeSettings.ClassLoading;

/**
 * Where embedded servers live and listen.
 *
 * @param volume a plain name, or an absolute path
 * @param volumes the directory of named volumes
 * @param cache for unpacked servers; may be deleted whenever none runs
 * @param engines the distribution's servers: {@code mariadb/*.jar}, {@code opensearch/*.jar} and so
 *     on
 * @param searchHeap the most heap the search node may use, such as {@code "512m"}
 * @param searchClassLoading whether the search node trains an ahead-of-time cache
 */
public record EmbeddedSettings(
        String volume,
        Path volumes,
        Path cache,
        Path engines,
        int databasePort,
        int searchPort,
        SearchEngine searchEngine,
        String searchHeap,
        ClassLoading searchClassLoading) {
    public static final int DEFAULT_DATABASE_PORT = 13_306;
    public static final int DEFAULT_SEARCH_PORT = 19_200;

    /** With the usual heap, and the ahead-of-time cache if there is one. */
    public EmbeddedSettings(
            String volume,
            Path volumes,
            Path cache,
            Path engines,
            int databasePort,
            int searchPort,
            SearchEngine searchEngine) {
        this(
                volume,
                volumes,
                cache,
                engines,
                databasePort,
                searchPort,
                searchEngine,
                SearchNodeSettings.DEFAULT_HEAP,
                ClassLoading.CACHED);
    }
}
