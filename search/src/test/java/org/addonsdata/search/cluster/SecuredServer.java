package org.addonsdata.search.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Answers as Elasticsearch 8 and 9 do where they differ from the versions that can be run here,
 * whose server is not to be had from Maven: https only, credentials demanded, the product header,
 * no mapping types, {@code include_type_name} refused.
 */
final class SecuredServer implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final HttpsServer server;
    private final KeyStore store;
    private final List<String> accepted;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /**
     * @param accepted values of the authorization header
     */
    SecuredServer(Path directory, String version, String host, List<String> accepted)
            throws IOException, GeneralSecurityException {
        this.accepted = accepted;
        this.store = keyStore(directory, host);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> answer(exchange, version));
        server.start();
    }

    URI uri() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    List<String> requests() {
        return requests;
    }

    String fingerprint() throws GeneralSecurityException {
        var digest =
                MessageDigest.getInstance("SHA-256")
                        .digest(store.getCertificate("node").getEncoded());
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    }

    Path certificateIn(Path directory) throws IOException, GeneralSecurityException {
        var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
        var body = encoder.encodeToString(store.getCertificate("node").getEncoded());
        return Files.writeString(
                directory.resolve("ca.crt"),
                "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    }

    private void answer(HttpExchange exchange, String version) throws IOException {
        try (exchange) {
            var request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            requests.add(request);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("X-elastic-product", "Elasticsearch");
            exchange.getResponseHeaders()
                    .set("Content-Type", "application/vnd.elasticsearch+json;compatible-with=8");
            var authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (authorization == null || !accepted.contains(authorization)) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"security\"");
                send(
                        exchange,
                        401,
                        error("security_exception", "missing authentication credentials"));
            } else if (request.contains("include_type_name") || request.contains("/_doc/_bulk")) {
                send(
                        exchange,
                        400,
                        error(
                                "illegal_argument_exception",
                                "unrecognized parameter or path " + request));
            } else {
                send(exchange, 200, body(exchange, version));
            }
        }
    }

    private static String body(HttpExchange exchange, String version) {
        if (exchange.getRequestURI().getPath().equals("/")) {
            return """
            {"name":"node","cluster_name":"docker-cluster","version":{"number":"%s","build_flavor":"default",
             "minimum_wire_compatibility_version":"7.17.0"},"tagline":"You Know, for Search"}
            """
                    .formatted(version);
        }
        return exchange.getRequestMethod().equals("PUT")
                ? "{\"acknowledged\":true,\"shards_acknowledged\":true,\"index\":\"books\"}"
                : "{}";
    }

    private static String error(String type, String reason) {
        return "{\"error\":{\"type\":\"%s\",\"reason\":\"%s\"},\"status\":401}"
                .formatted(type, reason);
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static KeyStore keyStore(Path directory, String host)
            throws IOException, GeneralSecurityException {
        var file = directory.resolve("node.p12");
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                new String(PASSWORD),
                                "-alias",
                                "node",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + host,
                                "-ext",
                                "san=" + (host.startsWith("127.") ? "ip:" : "dns:") + host,
                                "-ext",
                                "bc=ca:true")
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("keytool.log").toFile())
                        .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(Files.readString(directory.resolve("keytool.log")));
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
