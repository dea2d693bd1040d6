package org.addonsdata.bench.index;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.addonsdata.addons.AddonsApplication;
import org.addonsdata.core.concurrent.Deadline;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The search node, spoken to as plainly as can be: no retries, no compression, no pooling. */
record Node(URI uri) {
    private static final Duration QUIET = Duration.ofMinutes(5);
    private static final int POLL_MILLIS = 200;

    /**
     * Creates an index of the add-ons for one node.
     *
     * @param refresh the interval, or null for the server's default
     */
    void create(String index, @Nullable String refresh) throws IOException {
        var definition = new AddonsApplication().indexDefinition();
        var body = JsonMapper.shared().createObjectNode();
        var settings = definition.settings().deepCopy().put("number_of_shards", 1);
        settings.put("number_of_replicas", 0);
        if (refresh != null) {
            settings.put("refresh_interval", refresh);
        }
        body.set("settings", settings);
        body.set("mappings", definition.mapping());
        send("PUT", "/" + index, body.toString().getBytes(StandardCharsets.UTF_8), "json");
    }

    void refresh(String index) throws IOException {
        send("POST", "/" + index + "/_refresh", new byte[0], "json");
    }

    /** Deletes an index, if it is there. */
    void delete(String index) throws IOException {
        send("DELETE", "/" + index + "?ignore_unavailable=true", new byte[0], "json");
    }

    /** Sends one bulk request, every document of which must be taken. */
    void bulk(String index, byte[] lines) throws IOException {
        var path = "/" + index + "/_bulk?filter_path=errors";
        var answer = send("POST", path, lines, "x-ndjson");
        if (answer.path("errors").asBoolean(true)) {
            throw new IOException("the node refused documents of " + index);
        }
    }

    JsonNode search(String index, JsonNode query) throws IOException {
        var body = query.toString().getBytes(StandardCharsets.UTF_8);
        return send("POST", "/" + index + "/_search", body, "json");
    }

    /** Waits until the node merges no segments any more, which would slow down what comes next. */
    void awaitQuiet() throws IOException, InterruptedException {
        var deadline = Deadline.after(QUIET);
        while (merges() > 0) {
            if (deadline.isOver()) {
                throw new IOException("the node does not come to rest");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private long merges() throws IOException {
        var answer = send("GET", "/_stats/merge", null, "json");
        return answer.at("/_all/total/merges/current").asLong(0);
    }

    private JsonNode send(String method, String path, byte @Nullable [] body, String type)
            throws IOException {
        var connection = (HttpURLConnection) uri.resolve(path).toURL().openConnection();
        connection.setRequestMethod(method);
        if (body != null && body.length > 0) {
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(body.length);
            connection.setRequestProperty("Content-Type", "application/" + type);
            try (var out = connection.getOutputStream()) {
                out.write(body);
            }
        }
        if (connection.getResponseCode() >= 400) {
            try (var error = connection.getErrorStream()) {
                throw new IOException(
                        method
                                + " "
                                + path
                                + ": "
                                + new String(error.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        try (var answer = connection.getInputStream()) {
            return JsonMapper.shared().readTree(answer.readAllBytes());
        }
    }
}
