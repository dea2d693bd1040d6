package org.addonsdata.search.cluster;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a search found, the same from every family.
 *
 * @param total how many documents match; at least so many when it is not exact
 * @param hits as the server gives them, with {@code _id}, {@code _score}, {@code _source} and what
 *     else was asked for
 */
public record SearchHits(long total, boolean exact, List<JsonNode> hits) {
    public SearchHits {
        hits = List.copyOf(hits);
    }

    /** Before Elasticsearch 7 the total is a number, since then an object with its relation. */
    static SearchHits of(JsonNode answer) {
        var found = answer.path("hits");
        var total = found.path("total");
        var hits = List.copyOf(found.path("hits").values());
        if (total.isNumber()) {
            return new SearchHits(total.asLong(), true, hits);
        }
        var exact = total.path("relation").asString("eq").equals("eq");
        return new SearchHits(total.path("value").asLong(0), exact, hits);
    }
}
