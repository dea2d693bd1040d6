package org.addonsdata.search.compare;

import java.util.ArrayDeque;
import java.util.Deque;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.search.DocumentSource.KeyRange;
import org.addonsdata.search.IndexDefinition;
import org.addonsdata.search.cluster.Call;
import org.addonsdata.search.cluster.Json;
import org.addonsdata.search.cluster.SearchCluster;
import org.addonsdata.search.index.IndexPaths;
import org.addonsdata.search.load.DocumentState;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Walks over the indexed documents of a key range, ascending, page by page; sees what the last
 * refresh saw.
 */
final class IndexScan {
    private static final int PAGE = 2_000;
    private static final String PARTS =
            "?allow_partial_search_results=false&filter_path="
                    + "hits.hits.sort,hits.hits.fields,hits.hits._seq_no,hits.hits._primary_term";

    private final SearchCluster cluster;
    private final IndexPaths paths;
    private final KeyRange range;
    private final Deque<IndexedDocument> page = new ArrayDeque<>();
    private @Nullable Long after;
    private boolean ended;

    IndexScan(SearchCluster cluster, String index, KeyRange range) {
        this.cluster = cluster;
        this.paths = new IndexPaths(cluster.family(), index);
        this.range = range;
    }

    /** The document at this point, null at the end. */
    @Nullable IndexedDocument peek() {
        if (page.isEmpty() && !ended) {
            fetch();
        }
        return page.peekFirst();
    }

    void advance() {
        page.removeFirst();
    }

    private void fetch() {
        var call =
                Call.query(
                        paths.of("/_search" + PARTS),
                        query(),
                        "read the documents of " + paths.index());
        var hits = cluster.send(call).json().path("hits").path("hits");
        for (var hit : hits.values()) {
            page.add(document(hit));
        }
        ended = hits.size() < PAGE;
        if (!page.isEmpty()) {
            after = page.getLast().key();
        }
    }

    private ObjectNode query() {
        var query =
                Json.object()
                        .put("size", PAGE)
                        .put("_source", false)
                        .put("track_total_hits", false)
                        .put("seq_no_primary_term", true);
        query.putArray("sort").addObject().put(IndexDefinition.KEY_FIELD, "asc");
        query.putArray("docvalue_fields")
                .addObject()
                .put("field", IndexDefinition.VERSION_FIELD)
                .put("format", "epoch_millis");
        if (after != null) {
            query.putArray("search_after").add(after);
        }
        query.putObject("query").putObject("bool").putArray("filter").add(inRange());
        return query;
    }

    private ObjectNode inRange() {
        var filter = Json.object();
        if (range.first() == Long.MIN_VALUE && range.last() == Long.MAX_VALUE) {
            filter.putObject("exists").put("field", IndexDefinition.KEY_FIELD);
            return filter;
        }
        var bounds = filter.putObject("range").putObject(IndexDefinition.KEY_FIELD);
        if (range.first() != Long.MIN_VALUE) {
            bounds.put("gte", range.first());
        }
        if (range.last() != Long.MAX_VALUE) {
            bounds.put("lte", range.last());
        }
        return filter;
    }

    private static IndexedDocument document(JsonNode hit) {
        var key = hit.path("sort").path(0).asLong(Long.MIN_VALUE);
        var version = hit.path("fields").path(IndexDefinition.VERSION_FIELD).path(0).asString("");
        var state =
                new DocumentState(
                        hit.path("_seq_no").asLong(-1), hit.path("_primary_term").asLong(-1));
        return new IndexedDocument(key, millis(version, key), state);
    }

    /**
     * A document without a version is older than any. Nanoseconds follow a point in a {@code
     * date_nanos} field.
     */
    private static long millis(String epochMillis, long key) {
        if (epochMillis.isEmpty()) {
            return Long.MIN_VALUE;
        }
        var point = epochMillis.indexOf('.');
        try {
            return Long.parseLong(point < 0 ? epochMillis : epochMillis.substring(0, point));
        } catch (NumberFormatException e) {
            throw DataException.of(
                    ErrorCode.SEARCH_ERROR,
                    "document " + key + " has the version " + epochMillis,
                    e);
        }
    }
}
