package org.addonsdata.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.services.process.Ports;
import org.opentest4j.TestAbortedException;

/**
 * Elasticsearch 6.8.23 as it was distributed, the last with mapping types. The Maven profile {@code
 * slow-tests} fetches and unpacks it; it runs on a JDK 17 and not as root.
 */
final class Elasticsearch6 implements AutoCloseable {
    static final String NAME = "Elasticsearch 6.8.23";
    private static final Duration START = Duration.ofMinutes(2);
    private static final int POLL_MILLIS = 200;

    private final Path directory;
    private final Process process;
    private final URI uri;

    private Elasticsearch6(Path directory, Process process, URI uri) {
        this.directory = directory;
        this.process = process;
        this.uri = uri;
    }

    static Elasticsearch6 start() {
        if (!canRun()) {
            throw new TestAbortedException(NAME + " needs a JDK 17");
        }
        var home = home();
        try {
            var directory = Files.createTempDirectory("addons-data-test-elasticsearch6");
            var configuration = Files.createDirectory(directory.resolve("config"));
            Files.copy(
                    home.resolve("config/log4j2.properties"),
                    configuration.resolve("log4j2.properties"));
            Files.createFile(configuration.resolve("elasticsearch.yml"));
            var port = Ports.anyFree();
            var process =
                    new ProcessBuilder(command(home, directory, port))
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve("output.log").toFile())
                            .start();
            var server =
                    new Elasticsearch6(directory, process, URI.create("http://127.0.0.1:" + port));
            server.await();
            TestRun.ran(NAME);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return uri;
    }

    private static Path home() {
        var home = TestDatabase.engines().resolveSibling("elasticsearch-6.8.23");
        if (!Files.isDirectory(home)) {
            throw new IllegalStateException(
                    home + " is missing: run Maven with -Pslow-tests, which unpacks it");
        }
        return home;
    }

    private static List<String> command(Path home, Path directory, int port) throws IOException {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            giveToNobody(directory);
            command.addAll(
                    List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        command.addAll(
                List.of(
                        java17().orElseThrow().toString(),
                        "-Xms256m",
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + directory,
                        "-Dlog4j2.disable.jmx=true",
                        "-Djava.locale.providers=COMPAT",
                        "-Des.path.home=" + home,
                        "-Des.path.conf=" + directory.resolve("config"),
                        "-Des.distribution.flavor=default",
                        "-Des.distribution.type=zip",
                        "-cp",
                        home + "/lib/*",
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

    /** Whether there is a JDK that it runs on; where there is none, that is noted. */
    static boolean canRun() {
        if (java17().isPresent()) {
            return true;
        }
        TestRun.notRun(NAME, "there is no JDK 17 below /usr/lib/jvm");
        return false;
    }

    private static Optional<Path> java17() {
        try (Stream<Path> homes = Files.list(Path.of("/usr/lib/jvm"))) {
            return homes.filter(home -> home.toString().contains("17"))
                    .map(home -> home.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .findFirst();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private void await() throws IOException {
        var deadline = Deadline.after(START);
        while (!answers()) {
            if (!process.isAlive() || deadline.isOver() || !pause()) {
                var output = Files.readString(directory.resolve("output.log"));
                close();
                throw new IllegalStateException("Elasticsearch 6 does not start:\n" + output);
            }
        }
    }

    /** False when interrupted. */
    private static boolean pause() {
        try {
            Thread.sleep(POLL_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
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
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            AtomicFiles.deleteTree(directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
