package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.services.process.Ports;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Three OpenSearch nodes on this machine that are one cluster. */
final class OpenSearchCluster implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(4);

    private final Path directory;
    private final List<Integer> ports = new ArrayList<>();
    private final List<Integer> transportPorts = new ArrayList<>();
    private final List<Process> nodes = new ArrayList<>();

    private OpenSearchCluster(Path directory) {
        this.directory = directory;
    }

    static OpenSearchCluster start() {
        try {
            var cluster =
                    new OpenSearchCluster(Files.createTempDirectory("addons-data-search-cluster-"));
            try {
                for (int i = 0; i < 3; i++) {
                    cluster.ports.add(Ports.anyFree());
                    cluster.transportPorts.add(Ports.anyFree());
                }
                for (int i = 0; i < 3; i++) {
                    cluster.nodes.add(cluster.launch(i));
                }
                cluster.awaitNodes(3);
                return cluster;
            } catch (RuntimeException | Error e) {
                cluster.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch(int number) {
        var home = directory.resolve("node" + number);
        var seeds =
                transportPorts.stream()
                        .map(port -> "127.0.0.1:" + port)
                        .collect(Collectors.joining(","));
        var jars = Distribution.home().resolve("engines/opensearch") + "/*";
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms64m",
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        jars,
                        "org.addonsdata.engines.opensearch.OpenSearchNode",
                        "cluster.name=addons-data-test",
                        "node.name=node" + number,
                        "path.home=" + home,
                        "path.data=" + home.resolve("data"),
                        "path.logs=" + home.resolve("logs"),
                        "network.host=127.0.0.1",
                        "http.port=" + ports.get(number),
                        "transport.port=" + transportPorts.get(number),
                        "discovery.seed_hosts=" + seeds,
                        "cluster.initial_cluster_manager_nodes=node0,node1,node2",
                        "http.type=netty4",
                        "transport.type=netty4",
                        "cluster.routing.allocation.disk.threshold_enabled=false",
                        "action.auto_create_index=false");
        try {
            Files.createDirectories(home);
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitNodes(int count) {
        var deadline = Deadline.after(START_TIMEOUT);
        for (int i = 0; i < nodes.size(); i++) {
            while (nodes.get(i).isAlive() && nodesSeenBy(i) != count) {
                assertThat(deadline.isOver()).as("nodes of " + directory).isFalse();
                Background.pause();
            }
        }
    }

    private long nodesSeenBy(int number) {
        try {
            return ask(number, "/_cluster/health").path("number_of_nodes").asLong();
        } catch (IOException e) {
            return 0;
        }
    }

    /** All addresses, as a setting has them. */
    String addresses() {
        return ports.stream()
                .map(port -> "http://127.0.0.1:" + port)
                .collect(Collectors.joining(","));
    }

    JsonNode ask(int number, String path) throws IOException {
        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:" + ports.get(number) + path))
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return JsonMapper.shared().readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits until the searched index is as healthy as that or better, as one of the nodes sees it.
     */
    JsonNode awaitHealth(int number, String status) throws IOException {
        var deadline = Deadline.after(START_TIMEOUT);
        while (true) {
            var health =
                    ask(number, "/_cluster/health/addons?timeout=10s&wait_for_status=" + status);
            if (health.path("status").isString() && !health.path("timed_out").asBoolean()) {
                return health;
            }
            assertThat(deadline.isOver()).as(health.toString()).isFalse();
        }
    }

    /** As a machine goes that loses its power. */
    void kill(int number) {
        end(nodes.get(number));
    }

    /** Brings a node back that was killed, and waits for it. */
    void startAgain(int number) {
        nodes.set(number, launch(number));
        awaitNodes(3);
    }

    private static void end(Process node) {
        node.destroyForcibly();
        try {
            node.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        nodes.forEach(OpenSearchCluster::end);
        try {
            AtomicFiles.deleteTree(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
