package org.addonsdata.services.searchnode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.services.process.Daemon;
import org.addonsdata.services.process.Ports;
import org.addonsdata.services.searchnode.SearchNodeSettings.ClassLoading;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node on a temporary volume, and the little HTTP that tests say to it. */
final class NodeFixture implements AutoCloseable {
    static final Path ENGINES = Path.of(System.getProperty("addonsdata.engines"));
    static final Path CACHE =
            Path.of(System.getProperty("addonsdata.checkout")).resolve("target/test-cache");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SearchNodeSettings settings;
    private final SearchNode node;
    private final HttpClient http = HttpClient.newHttpClient();

    NodeFixture(SearchNodeSettings settings) {
        this.settings = settings;
        this.node = new SearchNode(settings);
    }

    static NodeFixture of(SearchEngine engine) {
        return new NodeFixture(settings(engine, ENGINES));
    }

    static SearchNodeSettings settings(SearchEngine engine, Path engines) {
        try {
            return new SearchNodeSettings(
                    engine,
                    Files.createTempDirectory("search-node-"),
                    engines,
                    CACHE,
                    Ports.anyFree(),
                    "256m",
                    ClassLoading.CACHED);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    SearchNode node() {
        return node;
    }

    SearchNodeSettings settings() {
        return settings;
    }

    Daemon started() {
        node.start();
        node.await(new Cancellation());
        return node.find().orElseThrow();
    }

    JsonNode put(String path, String body) throws Exception {
        return send("PUT", path, body);
    }

    JsonNode post(String path, String body) throws Exception {
        return send("POST", path, body);
    }

    JsonNode get(String path) throws Exception {
        return send("GET", path, "");
    }

    private JsonNode send(String method, String path, String body) throws Exception {
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + settings.port()).resolve(path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new AssertionError(
                    method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        try {
            node.last().ifPresent(Daemon::kill);
            http.close();
            AtomicFiles.deleteTree(settings.volume());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
