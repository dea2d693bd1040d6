package org.addonsdata.services.searchnode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * What a page in a browser on this machine can send: simple requests with an origin, which need no
 * permission, and any request to a name of its own that leads to 127.0.0.1.
 */
class BrowserIT {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String TEXT = "Content-Type: text/plain";
    private static final String JSON = "Content-Type: application/json";
    private static final String ALL = "{\"query\": {\"match_all\": {}}}";

    @ParameterizedTest
    @EnumSource
    void aPageCanChangeAndReadNothing(SearchEngine engine) throws Exception {
        try (var fixture = NodeFixture.of(engine)) {
            fixture.started();
            fixture.put("/canary", "{\"settings\": {\"number_of_replicas\": 0}}");
            fixture.put("/canary/_doc/1?refresh=true", "{\"name\": \"first\"}");
            var before = state(fixture);
            var port = fixture.settings().port();

            for (var request : attacks(port)) {
                var answer = send(port, request);
                assertThat(answer).as(request).startsWith("HTTP/1.1 403 ");
                assertThat(answer.toLowerCase(java.util.Locale.ROOT))
                        .as(request)
                        .doesNotContain("access-control-", "cluster_name", "canary");
            }

            assertThat(state(fixture)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void applicationsOnThisMachineAreServed(SearchEngine engine) throws Exception {
        try (var fixture = NodeFixture.of(engine)) {
            fixture.started();
            var port = fixture.settings().port();
            var forwarded = ":29200";
            for (var host :
                    List.of(
                            "127.0.0.1:" + port,
                            "localhost:" + port,
                            "LOCALHOST" + forwarded,
                            "[::1]" + forwarded,
                            "localhost")) {
                var answer = send(port, request("GET", "/", "", "Host: " + host));
                assertThat(answer).as(host).startsWith("HTTP/1.1 200 ");
            }
            // Whoever types the address into a browser.
            var typed = request("GET", "/", "", "Host: 127.0.0.1:" + port, "Sec-Fetch-Site: none");
            assertThat(send(port, typed)).startsWith("HTTP/1.1 200 ");
        }
    }

    /** Fewer modules, fewer ways in. */
    @ParameterizedTest
    @EnumSource
    void onlyModulesThatApplicationsNeedAreLoaded(SearchEngine engine) throws Exception {
        try (var fixture = NodeFixture.of(engine)) {
            fixture.started();
            var node = fixture.get("/_nodes/plugins").path("nodes").iterator().next();
            var loaded = new ArrayList<String>();
            for (var plugin : node.path("plugins")) {
                var name = plugin.path("classname").asString("");
                loaded.add(name.substring(name.lastIndexOf('.') + 1).replace("Module", ""));
            }
            assertThat(loaded)
                    .containsExactlyInAnyOrder(
                            "CommonAnalysisPlugin",
                            "MapperExtrasPlugin",
                            "Netty4Plugin",
                            "ReindexPlugin",
                            "BrowserGuard");
        }
    }

    private static List<String> attacks(int port) {
        var own = "Host: 127.0.0.1:" + port;
        var page = "Origin: http://page.example";
        var attacks = new ArrayList<String>();
        attacks.add(request("POST", "/canary/_delete_by_query?q=*", "", own, page));
        attacks.add(request("POST", "/_all/_delete_by_query?q=*", "", own, page, FORM));
        attacks.add(request("POST", "/canary/_delete_by_query", ALL, own, page, JSON));
        attacks.add(request("POST", "/_all/_close", "", own, page, TEXT));
        attacks.add(request("POST", "/canary/_close", "", own, "Origin: null", FORM));
        attacks.add(request("POST", "/canary/_doc", "{}", own, "origin: " + page, JSON));
        attacks.add(request("POST", "/_all/_close", "", own, "Origin: http://localhost:8000"));
        attacks.add(request("POST", "/_all/_close", "", own, "Origin: http://127.0.0.1:" + port));
        attacks.add(request("POST", "/_all/_close", "", own, "Sec-Fetch-Site: cross-site"));
        attacks.add(request("GET", "/canary/_search?q=*", "", own, "Sec-Fetch-Site: same-site"));
        attacks.add(request("DELETE", "/canary", "", own, page));
        for (var host :
                List.of(
                        "page.example:" + port,
                        "page.example",
                        "127.0.0.1.page.example:" + port,
                        "localhost.page.example:" + port,
                        "127.0.0.1:" + port + ".page.example",
                        "page.example:127.0.0.1",
                        "0.0.0.0:" + port,
                        "user@127.0.0.1:" + port,
                        "")) {
            attacks.add(request("DELETE", "/canary", "", "Host: " + host));
            attacks.add(request("GET", "/canary/_search", "", "Host: " + host));
            attacks.add(request("GET", "/", "", "Host: " + host));
        }
        attacks.add(request("DELETE", "/canary", "", own, "Host: page.example:" + port));
        attacks.add(request("POST", "/_all/_close", ""));
        return attacks;
    }

    private static JsonNode state(NodeFixture fixture) throws Exception {
        fixture.post("/canary/_refresh", "");
        return fixture.get(
                "/canary/_search?seq_no_primary_term=true&filter_path=hits.hits,hits.total");
    }

    private static String request(String method, String path, String body, String... headers) {
        return "%s %s HTTP/1.1\r\n%sConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(
                        method,
                        path,
                        headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n",
                        body.length(),
                        body);
    }

    private static String send(int port, String request) throws IOException {
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
