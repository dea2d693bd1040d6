package org.addonsdata.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.services.process.Ports;

/**
 * Several OpenSearch nodes that are one cluster, so that one of them can be lost: three of the
 * embedded nodes, told of each other.
 */
public final class TestCluster implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final int POLL_MILLIS = 200;

    private record Member(int http, int transport) {
        String name() {
            return "node-" + http;
        }
    }

    private final Path directory;
    private final List<Member> members;
    private final List<Process> processes = new ArrayList<>();

    private TestCluster(Path directory, List<Member> members) {
        this.directory = directory;
        this.members = members;
    }

    /** Starts so many nodes and waits until all have found each other. */
    public static TestCluster start(int nodes) {
        try {
            var members =
                    IntStream.range(0, nodes)
                            .mapToObj(_ -> new Member(Ports.anyFree(), Ports.anyFree()))
                            .toList();
            var cluster =
                    new TestCluster(Files.createTempDirectory("addons-data-test-cluster"), members);
            try {
                for (var member : members) {
                    cluster.processes.add(cluster.launch(member));
                }
                cluster.await();
                return cluster;
            } catch (IOException | RuntimeException e) {
                cluster.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<URI> uris() {
        return members.stream()
                .map(member -> URI.create("http://127.0.0.1:" + member.http()))
                .toList();
    }

    /** Ends the node as a crash would. */
    public void kill(int number) {
        var process = processes.get(number);
        process.destroyForcibly();
        process.onExit().join();
    }

    private Process launch(Member member) throws IOException {
        var home = Files.createDirectory(directory.resolve(member.name()));
        var all =
                members.stream()
                        .map(other -> "127.0.0.1:" + other.transport())
                        .collect(Collectors.joining(","));
        var names = members.stream().map(Member::name).collect(Collectors.joining(","));
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms64m",
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + home,
                        "-cp",
                        TestDatabase.engines().resolve("opensearch") + "/*",
                        "org.addonsdata.engines.opensearch.OpenSearchNode",
                        "cluster.name=" + directory.getFileName(),
                        "node.name=" + member.name(),
                        "path.home=" + home,
                        "path.data=" + home.resolve("data"),
                        "path.logs=" + home.resolve("logs"),
                        "network.host=127.0.0.1",
                        "http.port=" + member.http(),
                        "transport.port=" + member.transport(),
                        "discovery.seed_hosts=" + all,
                        "cluster.initial_cluster_manager_nodes=" + names,
                        "http.type=netty4",
                        "transport.type=netty4",
                        "cluster.routing.allocation.disk.threshold_enabled=false",
                        "action.auto_create_index=false");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("node.log").toFile())
                .start();
    }

    private void await() throws IOException {
        var deadline = Deadline.after(START);
        for (var uri : uris()) {
            while (!hasAll(uri)) {
                if (deadline.isOver() || !processes.stream().allMatch(Process::isAlive)) {
                    throw new IllegalStateException("the cluster does not form:\n" + logs());
                }
                pause();
            }
        }
    }

    private boolean hasAll(URI uri) {
        try {
            var path = "/_cluster/health?filter_path=number_of_nodes";
            var connection = (HttpURLConnection) uri.resolve(path).toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(5_000);
            try (var answer = connection.getInputStream()) {
                return new String(answer.readAllBytes(), StandardCharsets.UTF_8)
                        .contains("\"number_of_nodes\":" + members.size());
            }
        } catch (IOException _) {
            return false;
        }
    }

    private String logs() throws IOException {
        var logs = new StringBuilder();
        for (var member : members) {
            logs.append(Files.readString(directory.resolve(member.name()).resolve("node.log")));
        }
        return logs.toString();
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        for (var process : processes) {
            process.destroyForcibly();
            process.onExit().join();
        }
        try {
            AtomicFiles.deleteTree(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
