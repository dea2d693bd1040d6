package org.addonsdata.services.searchnode;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The command line of a node: the Java that runs us, its options, the class path, the settings. */
final class NodeCommand {
    /** One arena per thread costs more memory than the contention it avoids. */
    static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

    private static final List<String> JAVA_OPTIONS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-XX:-UsePerfData",
                    "-Xss1m",
                    "-Xlog:disable",
                    "-Dfile.encoding=UTF-8",
                    "-Djava.awt.headless=true",
                    "--enable-native-access=ALL-UNNAMED");
    private static final String SMALLEST_HEAP = "-Xms64m";

    private NodeCommand() {}

    /** The options that shape what the JVM makes of the classes: those a cache depends on. */
    static List<String> javaOptions(SearchEngine engine) {
        var options = new ArrayList<>(JAVA_OPTIONS);
        options.add(engine.javaOption());
        return List.copyOf(options);
    }

    static List<String> of(
            SearchNodeSettings settings, List<Path> jars, List<String> aotOptions, String name) {
        var directory = settings.directory();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(SMALLEST_HEAP);
        command.add("-Xmx" + settings.heap());
        command.addAll(javaOptions(settings.engine()));
        command.addAll(aotOptions);
        command.add("-Djava.io.tmpdir=" + directory.resolve("tmp"));
        command.add("-XX:ErrorFile=" + directory.resolve("crash-%p.log"));
        command.add("-cp");
        command.add(
                jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(settings.engine().mainClass());
        nodeSettings(settings, name).forEach((key, value) -> command.add(key + "=" + value));
        return List.copyOf(command);
    }

    private static Map<String, String> nodeSettings(SearchNodeSettings settings, String name) {
        var directory = settings.directory().toString();
        return Map.ofEntries(
                Map.entry("cluster.name", "addons-data"),
                Map.entry("node.name", name),
                Map.entry("path.home", directory),
                Map.entry("path.data", Path.of(directory, "data").toString()),
                Map.entry("path.logs", Path.of(directory, "logs").toString()),
                Map.entry("network.host", "127.0.0.1"),
                Map.entry("http.port", Integer.toString(settings.port())),
                Map.entry("transport.port", "0"),
                Map.entry("discovery.type", "single-node"),
                Map.entry("http.type", "netty4"),
                Map.entry("transport.type", "netty4"),
                // A laptop's disk is often more than 90 % full, and there is no other node.
                Map.entry("cluster.routing.allocation.disk.threshold_enabled", "false"),
                // A node whose disk was full takes part again once it has found room. By default
                // it looks every one or two minutes, and 'up' would wait for that.
                Map.entry("monitor.fs.health.refresh_interval", "5s"),
                // A document sent to a missing alias would make an index that is in its way.
                Map.entry("action.auto_create_index", "false"));
    }
}
