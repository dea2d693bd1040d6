package org.addonsdata.bench.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.addonsdata.bench.measure.OwnEnvironment;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.services.process.Ports;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs the built distribution, each round with an empty home directory: {@code up} on an empty
 * machine, {@code up} and {@code status} with everything running, {@code down}, {@code up} after
 * it.
 */
public final class StartupBench {
    private static final int TIMEOUT_SECONDS = 300;

    private final Path launcher;
    private final int rounds;
    private final Map<String, List<Long>> millis = new LinkedHashMap<>();
    private final List<Long> memory = new ArrayList<>();

    private StartupBench(Path launcher, int rounds) {
        this.launcher = launcher;
        this.rounds = rounds;
    }

    /**
     * @param arguments the launcher, the number of rounds, the file for the results
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var bench = new StartupBench(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        for (int round = 0; round < bench.rounds; round++) {
            bench.round();
        }
        bench.print();
        bench.write(Path.of(arguments[2]));
    }

    private void round() throws IOException, InterruptedException {
        var home = Files.createTempDirectory("addons-data-bench");
        try {
            var machine = new Machine(home, Ports.anyFree(), Ports.anyFree());
            machine.requireNothingElse();
            measure("up, empty machine", machine, "up");
            for (int i = 0; i < 3; i++) {
                measure("up, everything running", machine, "up");
                measure("status", machine, "status");
            }
            memory.add(machine.residentMegabytes());
            measure("down", machine, "down");
            measure("up after down", machine, "up");
            measure("down", machine, "down");
        } finally {
            AtomicFiles.deleteTree(home);
        }
    }

    private void measure(String name, Machine machine, String command)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        machine.run(command);
        millis.computeIfAbsent(name, _ -> new ArrayList<>())
                .add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }

    private void print() {
        System.out.printf("%-26s %8s %8s %8s %5s%n", "command", "median", "least", "most", "runs");
        millis.forEach((name, values) -> {
            var sorted = values.stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "%-26s %6.2f s %6.2f s %6.2f s %5d%n",
                    name,
                    median(sorted) / 1000.0,
                    sorted.getFirst() / 1000.0,
                    sorted.getLast() / 1000.0,
                    sorted.size());
        });
        System.out.printf(
                "both servers at rest       %5d MB%n", median(memory.stream().sorted().toList()));
    }

    private void write(Path file) throws IOException {
        var json = JsonMapper.shared().createObjectNode();
        var commands = json.putObject("millis");
        millis.forEach((name, values) -> add(commands, name, values));
        add(json, "residentMegabytes", memory);
        var results = file.toAbsolutePath().resolveSibling(".");
        Files.createDirectories(results);
        AtomicFiles.write(file, json.toPrettyString() + "\n");
    }

    private static void add(ObjectNode json, String name, List<Long> values) {
        values.forEach(json.putArray(name)::add);
    }

    private static long median(List<Long> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    /** A user with nothing but the distribution. */
    private final class Machine {
        private final Path home;
        private final int mysqlPort;
        private final int searchPort;

        Machine(Path home, int mysqlPort, int searchPort) {
            this.home = home;
            this.mysqlPort = mysqlPort;
            this.searchPort = searchPort;
        }

        private List<String> flags() {
            return List.of("--mode", "embedded", "--volume", home.resolve("volume").toString());
        }

        private Map<String, String> environment() {
            return Map.of(
                    "HOME", home.toString(),
                    "ADDONS_DATA_PROJECT", home.toString(),
                    "MYSQL_PORT", Integer.toString(mysqlPort),
                    "SEARCH_PORT", Integer.toString(searchPort));
        }

        void requireNothingElse() throws IOException {
            OwnEnvironment.require(
                    launcher,
                    flags(),
                    environment(),
                    Map.of(
                            "MODE", "embedded",
                            "DATA_VOLUME", home.resolve("volume").toString(),
                            "MYSQL_PORT", Integer.toString(mysqlPort),
                            "SEARCH_PORT", Integer.toString(searchPort)));
        }

        String run(String... command) throws IOException, InterruptedException {
            var words = new ArrayList<>(List.of(launcher.toString()));
            words.addAll(List.of(command));
            words.addAll(flags());
            var output = Files.createTempFile(home, "output", ".txt");
            var builder = new ProcessBuilder(words).redirectOutput(output.toFile());
            builder.redirectErrorStream(true);
            OwnEnvironment.of(builder, environment());
            var process = builder.start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(words + " failed:\n" + Files.readString(output));
            }
            return Files.readString(output);
        }

        /** Of both servers, as Linux tells in /proc. */
        long residentMegabytes() throws IOException, InterruptedException {
            var status = JsonMapper.shared().readTree(run("status", "--json"));
            long kilobytes = 0;
            for (var server : List.of("database", "search")) {
                var pid = status.path(server).path("pid").asLong();
                for (var line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                    if (line.startsWith("VmRSS:")) {
                        kilobytes += Long.parseLong(line.replaceAll("\\D", ""));
                    }
                }
            }
            return kilobytes / 1000;
        }
    }
}
