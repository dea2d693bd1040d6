package org.addonsdata.services.embedded;

import java.nio.file.Path;
import org.addonsdata.services.searchnode.SearchEngine;

/**
 * Where embedded servers live and listen.
 *
 * @param volume a plain name, or an absolute path
 * @param volumes the directory of named volumes
 * @param cache for unpacked servers; may be deleted whenever none runs
 * @param engines the distribution's servers: {@code mariadb/*.jar}, {@code opensearch/*.jar} and so
 *     on
 */
public record EmbeddedSettings(
        String volume,
        Path volumes,
        Path cache,
        Path engines,
        int databasePort,
        int searchPort,
        SearchEngine searchEngine) {
    public static final int DEFAULT_DATABASE_PORT = 13_306;
    public static final int DEFAULT_SEARCH_PORT = 19_200;
}
