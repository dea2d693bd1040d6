package org.addonsdata.services.searchnode;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The two questions asked of a node, over a connection that no proxy setting diverts. */
public record NodeHttp(URI node) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SHARDS_TIMEOUT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.shared();

    /** The name of the node that answers; empty if what answers is no search server. */
    public String name() throws IOException {
        return get("/", ANSWER_TIMEOUT).path("name").asString("");
    }

    /**
     * Waits until the data of every index can be searched, as it is not yet when a node has just
     * begun to answer. A damaged index ends the waiting late, not in an error: the node is of use
     * without it.
     */
    public void awaitShards() throws IOException {
        var question =
                "/_cluster/health?wait_for_status=yellow&wait_for_events=languid&timeout=%ds"
                        .formatted(SHARDS_TIMEOUT.toSeconds());
        get(question, SHARDS_TIMEOUT.plus(ANSWER_TIMEOUT));
    }

    private JsonNode get(String path, Duration timeout) throws IOException {
        var connection =
                (HttpURLConnection) node.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
        connection.setReadTimeout((int) timeout.toMillis());
        try (var body = connection.getInputStream()) {
            return JSON.readTree(body.readAllBytes());
        } finally {
            connection.disconnect();
        }
    }
}
