package org.addonsdata.bench.index;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** Runs a {@link Contender} with the options of the launcher {@code bin/addons-data}. */
record ClientProcess(BenchServers servers) {
    private static final List<String> JVM_OPTIONS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xms32m",
                    "-Xmx512m",
                    "-Xlog:disable",
                    "-XX:-UsePerfData",
                    "--enable-native-access=ALL-UNNAMED");
    private static final long MOST_HOURS = 2;

    Usage run(Way way) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.add("-Daddonsdata.engines=" + System.getProperty("addonsdata.engines"));
        command.add("-cp");
        command.add(Objects.requireNonNull(System.getProperty("java.class.path")));
        command.add(Contender.class.getName());
        command.addAll(servers.arguments());
        command.addAll(way.arguments());
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(MOST_HOURS, TimeUnit.HOURS) || process.exitValue() != 0) {
                throw new IOException(way.title() + " failed: " + output);
            }
            var lines = output.lines().toList();
            return Usage.of(JsonMapper.shared().readTree(lines.getLast()));
        } finally {
            process.destroyForcibly();
        }
    }
}
