package org.addonsdata.search.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.search.DocumentSource.KeyRange;
import org.addonsdata.search.DocumentSource.View;
import org.addonsdata.search.cluster.Call;
import org.addonsdata.search.cluster.Json;
import org.addonsdata.search.cluster.SearchCluster;
import org.addonsdata.search.index.IndexPaths;
import tools.jackson.databind.JsonNode;

/** Fetches some documents, spread over all ranges, and compares their content with the source's. */
public final class ContentSample {
    private static final int RANGES = 20;
    private static final int DOCUMENTS_PER_RANGE = 3;

    private final SearchCluster cluster;
    private final String index;

    public ContentSample(SearchCluster cluster, String index) {
        this.cluster = cluster;
        this.index = index;
    }

    /**
     * @param exceptions keys of documents that are known not to be in the index
     * @return how many documents were compared
     * @throws DataException with {@link ErrorCode#VERIFICATION_FAILED} that names the first
     *     document that differs
     */
    public int verify(View view, List<KeyRange> ranges, Set<Long> exceptions) {
        var expected = new TreeMap<Long, JsonNode>();
        view.read(
                choose(view, ranges, exceptions),
                (key, _, source) -> expected.put(key, Json.parse(source)));
        if (expected.isEmpty()) {
            return 0;
        }
        var found = fetch(expected);
        expected.forEach((key, source) -> {
            if (!source.equals(found.get(key))) {
                throw DataException.of(
                        ErrorCode.VERIFICATION_FAILED,
                        "document %d in index %s is not what the source holds"
                                .formatted(key, index));
            }
        });
        return expected.size();
    }

    private static List<Long> choose(View view, List<KeyRange> ranges, Set<Long> exceptions) {
        var keys = new ArrayList<Long>();
        var step = Math.max(1, ranges.size() / RANGES);
        for (int i = 0; i < ranges.size(); i += step) {
            var before = keys.size();
            view.readVersions(
                    ranges.get(i),
                    (key, _) -> {
                        if (keys.size() - before < DOCUMENTS_PER_RANGE
                                && !exceptions.contains(key)) {
                            keys.add(key);
                        }
                    });
        }
        return keys;
    }

    private Map<Long, JsonNode> fetch(Map<Long, JsonNode> expected) {
        var query = Json.object();
        var ids = query.putArray("ids");
        expected.keySet().forEach(key -> ids.add(Long.toString(key)));
        var paths = new IndexPaths(cluster.family(), index);
        var call =
                Call.query(
                        paths.multiGet() + "?filter_path=docs._id,docs._source",
                        query,
                        "read documents of " + index);
        var found = new TreeMap<Long, JsonNode>();
        for (var document : cluster.send(call).json().path("docs").values()) {
            document.optional("_source")
                    .ifPresent(source ->
                            found.put(Long.parseLong(document.path("_id").asString("")), source));
        }
        return found;
    }
}
