package org.addonsdata.search.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.HttpsURLConnection;
import org.addonsdata.core.concurrent.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * One exchange with one node. Connections are kept alive by the JDK. An interrupt does not reach a
 * thread that waits for a socket; {@link #abort} does.
 */
final class HttpTransport {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int COMPRESS_FROM_BYTES = 1_400;

    private final @Nullable String authorization;
    private final boolean compresses;
    private final TlsOptions tlsOptions;
    private final Set<HttpURLConnection> underWay = ConcurrentHashMap.newKeySet();
    private volatile @Nullable TlsTrust trust;

    HttpTransport(ClusterAddress address) {
        this.authorization = address.credentials().authorization();
        this.compresses = !address.isLocal();
        this.tlsOptions = address.tls();
    }

    Answer exchange(URI node, Call call) throws IOException {
        var connection = open(node, call);
        underWay.add(connection);
        try {
            send(connection, call);
            return new Answer(node, connection.getResponseCode(), answerOf(connection, call));
        } catch (HttpRetryException e) {
            return new Answer(node, e.responseCode(), new byte[0]);
        } catch (IOException | RuntimeException e) {
            connection.disconnect();
            throw e;
        } finally {
            underWay.remove(connection);
        }
    }

    /** Ends the exchanges that are under way, whose threads get an {@link IOException}. */
    void abort() {
        underWay.forEach(HttpURLConnection::disconnect);
    }

    private HttpURLConnection open(URI node, Call call) throws IOException {
        var connection =
                (HttpURLConnection)
                        URI.create(node + call.path()).toURL().openConnection(Proxy.NO_PROXY);
        if (connection instanceof HttpsURLConnection https) {
            trust().applyTo(https);
        }
        var timeoutMillis = Math.toIntExact(call.timeout().toMillis());
        connection.setConnectTimeout(Math.min(CONNECT_MILLIS, timeoutMillis));
        connection.setReadTimeout(timeoutMillis);
        connection.setRequestMethod(call.method());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/json");
        if (authorization != null) {
            connection.setRequestProperty("Authorization", authorization);
        }
        if (compresses) {
            connection.setRequestProperty("Accept-Encoding", "gzip");
        }
        return connection;
    }

    private TlsTrust trust() {
        var current = trust;
        if (current == null) {
            current = TlsTrust.of(tlsOptions);
            trust = current;
        }
        return current;
    }

    private void send(HttpURLConnection connection, Call call) throws IOException {
        var body = call.body();
        if (body == null) {
            if (call.method().equals("POST")) {
                connection.setDoOutput(true);
                connection.setFixedLengthStreamingMode(0);
                connection.getOutputStream().close();
            }
            return;
        }
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", body.contentType());
        if (compresses && body.length() >= COMPRESS_FROM_BYTES) {
            sendCompressed(connection, body);
            return;
        }
        streamWherePossible(connection, body.length());
        try (var out = connection.getOutputStream()) {
            body.writeTo(out);
        }
    }

    private static void sendCompressed(HttpURLConnection connection, Body body) throws IOException {
        var compressed = new ByteArrayOutputStream(body.length() / 4);
        try (var gzip = new GZIPOutputStream(compressed, 1 << 16)) {
            body.writeTo(gzip);
        }
        connection.setRequestProperty("Content-Encoding", "gzip");
        streamWherePossible(connection, compressed.size());
        try (var out = connection.getOutputStream()) {
            compressed.writeTo(out);
        }
    }

    /**
     * Streams POSTs, which spares a copy; the JDK then looks whether a kept connection is still
     * open. It does not do so for a PUT, but repeats it by itself when it is not streamed.
     */
    private static void streamWherePossible(HttpURLConnection connection, int length) {
        if (connection.getRequestMethod().equals("POST")) {
            connection.setFixedLengthStreamingMode(length);
        }
    }

    private static byte[] answerOf(HttpURLConnection connection, Call call) throws IOException {
        var deadline = Deadline.after(call.timeout());
        try (var in = bodyOf(connection)) {
            if (in == null) {
                return new byte[0];
            }
            var plain =
                    "gzip".equals(connection.getContentEncoding()) ? new GZIPInputStream(in) : in;
            var bytes = new ByteArrayOutputStream(Math.max(512, connection.getContentLength()));
            var buffer = new byte[1 << 14];
            for (int read = plain.read(buffer); read >= 0; read = plain.read(buffer)) {
                bytes.write(buffer, 0, read);
                if (deadline.isOver()) {
                    throw new SocketTimeoutException("the answer is too slow");
                }
            }
            return bytes.toByteArray();
        }
    }

    private static @Nullable InputStream bodyOf(HttpURLConnection connection) throws IOException {
        return connection.getResponseCode() >= 400
                ? connection.getErrorStream()
                : connection.getInputStream();
    }
}
