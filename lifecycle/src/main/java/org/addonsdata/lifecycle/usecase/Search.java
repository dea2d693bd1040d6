package org.addonsdata.lifecycle.usecase;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.lifecycle.application.SearchQueries.Clause;
import org.addonsdata.lifecycle.application.SearchQueries.Found;
import org.addonsdata.lifecycle.application.SearchQueries.Wanted;
import org.addonsdata.lifecycle.index.SearchServers;
import org.addonsdata.search.cluster.Json;
import org.addonsdata.search.cluster.SearchCluster;
import org.addonsdata.search.index.Indexes;
import org.addonsdata.services.SearchEndpoint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Searches the live index as the application's users do; changes nothing and takes no lock.
 *
 * <p>What a clause gave to a hit is asked of the server with the clause alone and the hits as a
 * filter: one small request a clause. Unlike the server's own explanation, which follows what its
 * library made of the query, that reads the same on every family.
 */
public final class Search {
    private final SearchCluster cluster;
    private final String index;

    /**
     * What to search.
     *
     * @param limit how many hits at most
     * @param explain whether each hit says what its score is made of
     */
    public record Options(Wanted wanted, int limit, boolean explain) {}

    /**
     * What was found.
     *
     * @param index the index behind the alias
     * @param total how many documents match; at least so many when it is not exact
     */
    public record Result(String index, long total, boolean exact, List<Hit> hits) {}

    /**
     * One document.
     *
     * @param rank from 1 on
     * @param parts of the text's score, the clauses that matched; empty unless asked for
     */
    public record Hit(int rank, double score, String id, Found found, List<Part> parts) {}

    /** What one clause gave to the score of a text. */
    public record Part(String clause, double score) {}

    private Search(SearchCluster cluster, String index) {
        this.cluster = cluster;
        this.index = index;
    }

    /**
     * Searches.
     *
     * @throws DataException with {@link ErrorCode#USAGE} for words the application does not know,
     *     {@link ErrorCode#INDEX_NOT_OURS}, {@link ErrorCode#SEARCH_ERROR} when there is no index,
     *     otherwise as {@link SearchCluster#send}
     */
    public static Result run(Application application, SearchEndpoint endpoint, Options options) {
        var query = application.searchQueries().query(options.wanted());
        var cluster = SearchServers.cluster(endpoint);
        var alias = application.indexDefinition().alias();
        var live =
                new Indexes(cluster)
                        .live(alias)
                        .orElseThrow(() ->
                                DataException.of(
                                                ErrorCode.SEARCH_ERROR,
                                                "there is no search index called " + alias)
                                        .withHint("build it: make reindex_data"));
        var search = new Search(cluster, live.name());
        var found = cluster.search(live.name(), query.request(options.limit()));
        var parts =
                options.explain()
                        ? search.parts(query.clauses(), found.hits())
                        : Map.<String, List<Part>>of();
        var hits = new ArrayList<Hit>();
        for (var hit : found.hits()) {
            var id = idOf(hit);
            hits.add(
                    new Hit(
                            hits.size() + 1,
                            hit.path("_score").asDouble(0),
                            id,
                            query.read(hit.path("_source")),
                            parts.getOrDefault(id, List.of())));
        }
        return new Result(live.name(), found.total(), found.exact(), hits);
    }

    /** What each clause gave to each hit, by the hit's id. */
    private Map<String, List<Part>> parts(List<Clause> clauses, List<JsonNode> hits) {
        var parts = new HashMap<String, List<Part>>();
        if (hits.isEmpty()) {
            return parts;
        }
        for (var clause : clauses) {
            for (var hit : cluster.search(index, among(hits, clause)).hits()) {
                parts.computeIfAbsent(idOf(hit), _ -> new ArrayList<>())
                        .add(new Part(clause.name(), hit.path("_score").asDouble(0)));
            }
        }
        return parts;
    }

    private static ObjectNode among(List<JsonNode> hits, Clause clause) {
        var body = Json.object().put("size", hits.size()).put("_source", false);
        var bool = body.putObject("query").putObject("bool");
        var ids = bool.putArray("filter").addObject().putObject("ids").putArray("values");
        hits.forEach(hit -> ids.add(idOf(hit)));
        bool.putArray("must").add(clause.query());
        return body;
    }

    private static String idOf(JsonNode hit) {
        return hit.path("_id").asString("");
    }
}
