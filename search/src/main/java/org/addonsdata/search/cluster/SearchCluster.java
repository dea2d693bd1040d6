package org.addonsdata.search.cluster;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.details.Details;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A search server of one or several nodes. Safe for many threads; opens nothing until it is asked,
 * and needs no closing.
 */
public final class SearchCluster {
    private static final int OLDEST_ELASTICSEARCH = 6;
    private static final int OLDEST_OPENSEARCH = 2;

    private final ClusterAddress address;
    private final NodeRing nodes;
    private final HttpTransport transport;
    private volatile @Nullable ServerFamily family;

    public SearchCluster(ClusterAddress address) {
        this.address = address;
        this.nodes = new NodeRing(address.nodes());
        this.transport = new HttpTransport(address);
    }

    public ClusterAddress address() {
        return address;
    }

    /**
     * Which server this is; asks a node once.
     *
     * @throws DataException with {@link ErrorCode#SEARCH_ERROR} when it is of an unknown kind or
     *     too old, and as {@link #send}
     */
    public ServerFamily family() {
        var known = family;
        if (known == null) {
            known = ask();
            family = known;
        }
        return known;
    }

    /**
     * Sends the request to a node that answers.
     *
     * @throws DataException with {@link ErrorCode#SERVER_UNREACHABLE} when no node does, {@link
     *     ErrorCode#TIMED_OUT} when one does not in time, {@link ErrorCode#ACCESS_DENIED}, {@link
     *     ErrorCode#DISK_FULL} when the server takes no more data, {@link ErrorCode#SEARCH_ERROR}
     *     with the server's reason for every other status from 400 on that the call does not
     *     accept, or {@link ErrorCode#INTERRUPTED}
     */
    public Answer send(Call call) {
        var answer = exchange(call);
        if (answer.status() >= 300 && !call.accepted().contains(answer.status())) {
            throw ServerErrors.of(call, answer, address.credentials());
        }
        return answer;
    }

    /**
     * Searches.
     *
     * @param query the body of a {@code _search} request
     * @throws DataException as {@link #send}; also when a part of the index cannot be searched
     */
    public SearchHits search(String indexOrAlias, ObjectNode query) {
        var path = "/" + URLEncoder.encode(indexOrAlias, StandardCharsets.UTF_8) + "/_search";
        var call =
                Call.query(
                        path + "?allow_partial_search_results=false",
                        query,
                        "search " + indexOrAlias);
        return SearchHits.of(send(call).json());
    }

    /**
     * Ends the requests that are under way; what waits for them fails. For who was asked to stop
     * and cannot wait for a node that does not answer.
     */
    public void abort() {
        transport.abort();
    }

    private Answer exchange(Call call) {
        @Nullable Answer unready = null;
        @Nullable IOException failure = null;
        for (var node : nodes.inOrder()) {
            try {
                long started = System.nanoTime();
                var answer = transport.exchange(node, call);
                Details.tell(
                        node.getAuthority(),
                        started,
                        "%s %s: %d".formatted(call.method(), call.path(), answer.status()));
                if (!isUnready(answer)) {
                    nodes.answered(node);
                    return answer;
                }
                unready = answer;
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw Cancellation.interrupted();
                }
                failure = e;
            }
            nodes.failed(node);
            if (!call.repeatable() && !neverSent(failure)) {
                break;
            }
        }
        if (unready != null) {
            return unready;
        }
        throw ServerErrors.unreachable(
                call,
                address.nodes(),
                failure == null ? new ConnectException("no answer") : failure);
    }

    /**
     * Answers of a node that starts, stops or has lost its cluster, or of a proxy in front of it.
     */
    private static boolean isUnready(Answer answer) {
        return switch (answer.status()) {
            case 502, 503, 504 -> true;
            default -> false;
        };
    }

    private static boolean neverSent(@Nullable IOException failure) {
        return failure instanceof ConnectException || failure instanceof UnknownHostException;
    }

    private ServerFamily ask() {
        var answer = send(Call.get("/", "ask the search server who it is"));
        var version = answer.json().path("version");
        var number = version.path("number").asString("");
        var major = majorOf(number);
        if (major < 0 || !answer.json().path("tagline").isString()) {
            throw unknown(answer.node());
        }
        if (version.path("distribution").asString("").equals("opensearch")) {
            return supported(
                    new ServerFamily(ServerFamily.Product.OPENSEARCH, major, number),
                    OLDEST_OPENSEARCH);
        }
        if (!isElasticsearch(answer.json())) {
            throw unknown(answer.node());
        }
        return supported(
                new ServerFamily(ServerFamily.Product.ELASTICSEARCH, major, number),
                OLDEST_ELASTICSEARCH);
    }

    private static boolean isElasticsearch(JsonNode answer) {
        return answer.path("tagline").asString("").equals("You Know, for Search");
    }

    private static ServerFamily supported(ServerFamily family, int oldest) {
        if (family.major() < oldest || family.version().matches("6\\.[0-7]\\..*")) {
            throw DataException.of(
                            ErrorCode.SEARCH_ERROR, "the search server is too old: " + family)
                    .withHint("it must be Elasticsearch 6.8 or later, or OpenSearch 2 or later");
        }
        return family;
    }

    private static int majorOf(String version) {
        var dot = version.indexOf('.');
        try {
            return dot < 0 ? -1 : Integer.parseInt(version.substring(0, dot));
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    private static DataException unknown(URI node) {
        return DataException.of(
                        ErrorCode.SEARCH_ERROR,
                        node + " answers, but is neither Elasticsearch nor OpenSearch")
                .withHint("check the search server's address");
    }
}
