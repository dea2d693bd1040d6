package org.addonsdata.search.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in front of a real node, passes requests on, and answers some itself as a node in trouble
 * does.
 */
public final class FaultProxy implements AutoCloseable {
    /** What to answer instead of the node. */
    public record Fault(int status, String body) {
        /** Breaks the connection instead of answering. */
        public static final Fault BROKEN = new Fault(-1, "");

        /**
         * Answers only after the node has done what it was asked, and then breaks the connection.
         */
        public static final Fault LOST_ANSWER = new Fault(-2, "");
    }

    /** Decides about one request. */
    public interface Faults {
        Optional<Fault> decide(String method, String path, int number);
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI node;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Faults faults = (_, _, _) -> Optional.empty();

    public FaultProxy(URI node) {
        this.node = node;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Begins to count requests anew, from 1 on. */
    public void inject(Faults injected) {
        requests.set(0);
        faults = injected;
    }

    public int requests() {
        return requests.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var path = exchange.getRequestURI().toString();
            var fault =
                    faults.decide(exchange.getRequestMethod(), path, requests.incrementAndGet());
            if (fault.isEmpty() || fault.get() == Fault.LOST_ANSWER) {
                var answer = pass(exchange, body);
                if (fault.isEmpty()) {
                    answer(exchange, answer.statusCode(), answer.body());
                }
            } else if (fault.get() != Fault.BROKEN) {
                answer(
                        exchange,
                        fault.get().status(),
                        fault.get().body().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private HttpResponse<byte[]> pass(HttpExchange exchange, byte[] body) throws IOException {
        var request =
                HttpRequest.newBuilder(node.resolve(exchange.getRequestURI().toString()))
                        .method(
                                exchange.getRequestMethod(),
                                HttpRequest.BodyPublishers.ofByteArray(body));
        var type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type != null) {
            request.header("Content-Type", type);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** From now on nobody listens; open connections break. */
    public void goAway() {
        server.stop(0);
    }

    @Override
    public void close() {
        goAway();
        threads.close();
        client.close();
    }
}
