package org.addonsdata.search.testkit;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.addonsdata.core.files.AtomicFiles;
import org.awaitility.Awaitility;

/**
 * Elasticsearch 6.8.23 as it was distributed, the last with mapping types. The Maven profile {@code
 * slow-tests} fetches and unpacks it; it runs on a JDK 17 and not as root.
 */
public final class Elasticsearch6 implements AutoCloseable {
    private static final Path HOME =
            Path.of(System.getProperty("addonsdata.elasticsearch6", "target/elasticsearch-6.8.23"));

    private final Path directory;
    private final Process process;
    private final URI uri;

    private Elasticsearch6(Path directory, Process process, URI uri) {
        this.directory = directory;
        this.process = process;
        this.uri = uri;
    }

    public static Elasticsearch6 start() throws IOException {
        if (!Files.isDirectory(HOME)) {
            throw new IllegalStateException(
                    HOME.toAbsolutePath()
                            + " is missing: run Maven with -Pslow-tests, which unpacks it");
        }
        var directory = Files.createTempDirectory("addons-data-elasticsearch6");
        var configuration = Files.createDirectory(directory.resolve("config"));
        Files.copy(
                HOME.resolve("config/log4j2.properties"),
                configuration.resolve("log4j2.properties"));
        Files.createFile(configuration.resolve("elasticsearch.yml"));
        var port = freePort();
        var process =
                new ProcessBuilder(command(directory, port))
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("output.log").toFile())
                        .start();
        var server = new Elasticsearch6(directory, process, URI.create("http://127.0.0.1:" + port));
        server.await();
        return server;
    }

    public URI uri() {
        return uri;
    }

    private static List<String> command(Path directory, int port) throws IOException {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            giveToNobody(directory);
            command.addAll(
                    List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        command.addAll(
                List.of(
                        java17().toString(),
                        "-Xms256m",
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + directory,
                        "-Dlog4j2.disable.jmx=true",
                        "-Djava.locale.providers=COMPAT",
                        "-Des.path.home=" + HOME.toAbsolutePath(),
                        "-Des.path.conf=" + directory.resolve("config"),
                        "-Des.distribution.flavor=default",
                        "-Des.distribution.type=zip",
                        "-cp",
                        HOME.toAbsolutePath() + "/lib/*",
                        "org.elasticsearch.bootstrap.Elasticsearch",
                        "-Expack.ml.enabled=false",
                        "-Ediscovery.type=single-node",
                        "-Ecluster.routing.allocation.disk.threshold_enabled=false",
                        "-Ehttp.port=" + port,
                        "-Etransport.port=0",
                        "-Epath.data=" + directory.resolve("data"),
                        "-Epath.logs=" + directory.resolve("logs")));
        return command;
    }

    private static void giveToNobody(Path directory) throws IOException {
        try {
            var process = new ProcessBuilder("chown", "-R", "nobody", directory.toString()).start();
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("cannot give " + directory + " to nobody");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static Path java17() throws IOException {
        try (Stream<Path> homes = Files.list(Path.of("/usr/lib/jvm"))) {
            return homes.filter(home -> home.getFileName().toString().contains("17"))
                    .map(home -> home.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no JDK 17 below /usr/lib/jvm"));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void await() {
        try {
            Awaitility.await("Elasticsearch 6 in " + directory)
                    .atMost(Duration.ofMinutes(2))
                    .failFast("it has ended", () -> !process.isAlive())
                    .until(this::answers);
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private boolean answers() {
        try {
            return ((HttpURLConnection) uri.toURL().openConnection()).getResponseCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        AtomicFiles.deleteTree(directory);
    }
}
