package org.addonsdata.search.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire to a node elsewhere, and to one on this machine. */
class CompressionTest {
    private static final String LINES = "{\"index\":{\"_id\":\"1\"}}\n{\"id\":1}\n".repeat(200);

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;

    private record Request(String encoding, byte[] body) {
        String text() throws IOException {
            if (!encoding.equals("gzip")) {
                return new String(body, StandardCharsets.UTF_8);
            }
            try (var plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
                return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Compresses where it is asked to, as the real nodes do. */
    private void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        requests.add(
                new Request(
                        Objects.requireNonNullElse(headers.getFirst("Content-Encoding"), ""),
                        exchange.getRequestBody().readAllBytes()));
        var body = "{\"errors\":false}".getBytes(StandardCharsets.UTF_8);
        if ("gzip".equals(headers.getFirst("Accept-Encoding"))) {
            var compressed = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(compressed)) {
                gzip.write(body);
            }
            body = compressed.toByteArray();
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Request send(String host, String lines) {
        var uri = URI.create("http://%s:%d".formatted(host, server.getAddress().getPort()));
        var bytes = lines.getBytes(StandardCharsets.UTF_8);
        var call = Call.lines("/books/_bulk", Body.lines(bytes, bytes.length), "write documents");
        var answer = new SearchCluster(ClusterAddress.of(uri)).send(call);
        assertThat(answer.json().path("errors").asBoolean(true)).isFalse();
        return requests.getLast();
    }

    /** The address of any interface is this machine too, but not its loopback. */
    @Test
    void aNodeElsewhereGetsCompressedRequests() throws IOException {
        var request = send("0.0.0.0", LINES);
        assertThat(request.encoding()).isEqualTo("gzip");
        assertThat(request.body().length).isLessThan(LINES.length() / 10);
        assertThat(request.text()).isEqualTo(LINES);
    }

    @Test
    void smallRequestsAreNotWorthIt() {
        assertThat(send("0.0.0.0", "{\"index\":{\"_id\":\"1\"}}\n{}\n").encoding()).isEmpty();
    }

    @Test
    void aNodeOnThisMachineGetsThemAsTheyAre() throws IOException {
        var request = send("127.0.0.1", LINES);
        assertThat(request.encoding()).isEmpty();
        assertThat(request.text()).isEqualTo(LINES);
    }
}
