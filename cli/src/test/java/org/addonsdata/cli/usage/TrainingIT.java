package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.addonsdata.core.concurrent.Deadline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A training that does not come to its end leaves nothing behind. */
@Tag("slow")
class TrainingIT {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    private Machine machine;
    private Checkout checkout;

    @BeforeEach
    void prepare() {
        machine = Machine.used();
        checkout = Checkout.of(machine);
        // The distribution as it is before it was recorded.
        Shell.run(
                "sh",
                "-euc",
                "mkdir -p \"$1/engines\" && cp -R \"$0/bin\" \"$1/bin\" && ln -s \"$0/lib\" \"$1/lib\""
                        + " && ln -s \"$0/engines/mariadb\" \"$0/engines/opensearch\" \"$1/engines\"",
                Distribution.home().toString(),
                untrained().toString());
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private Path untrained() {
        return checkout.directory().resolve("build/untrained");
    }

    @Test
    void interruptedItEndsItsServersAndDeletesTheirFiles() throws IOException {
        var training = start();
        var work = awaitServers(training);
        var processes = ProcessHandle.of(training.pid()).orElseThrow().descendants().toList();
        for (var process : processes) {
            Shell.run("kill", "-INT", Long.toString(process.pid()));
        }
        training.interrupt();
        assertThat(training.await().status()).isNotZero();
        requireNothingLeft(work);
    }

    @Test
    void killedItIsClearedAway() throws IOException {
        var training = start();
        var work = awaitServers(training);
        var processes = ProcessHandle.of(training.pid()).orElseThrow().descendants().toList();
        training.kill();
        for (var process : processes) {
            Shell.run("kill", "-KILL", Long.toString(process.pid()));
        }
        training.await();
        assertThat(mentioning(work)).as("servers that are left").hasSize(2);

        assertThat(machine.runCommand(checkout.directory(), "make", "clean").succeeds().error())
                .isEmpty();
        requireNothingLeft(work);
    }

    private Background start() {
        return machine.startCommand(
                checkout.directory(), List.of("scripts/train", untrained().toString()));
    }

    /** Waits until both servers run, and returns the directory they are in. */
    private Path awaitServers(Background training) throws IOException {
        var note = checkout.directory().resolve("build/training");
        var deadline = Deadline.after(START_TIMEOUT);
        while (true) {
            var lines = Files.exists(note) ? Files.readAllLines(note) : List.<String>of();
            if (lines.size() == 2 && bothRun(Path.of(lines.get(1), "home"))) {
                return Path.of(lines.get(1));
            }
            assertThat(training.isAlive() && !deadline.isOver()).as("training").isTrue();
            Background.pause();
        }
    }

    private static boolean bothRun(Path home) {
        var volume = home.resolve(".local/share/addons-data/volumes/training");
        return Files.exists(volume.resolve("run/mariadb.json"))
                && Files.exists(volume.resolve("search-opensearch/node.json"))
                && mentioning(home).size() == 2;
    }

    private void requireNothingLeft(Path work) throws IOException {
        assertThat(mentioning(work)).as("processes left running").isEmpty();
        assertThat(work).doesNotExist();
        assertThat(checkout.directory().resolve("build/training")).doesNotExist();
        var recorded = untrained().resolve("aot");
        if (Files.exists(recorded)) {
            try (var files = Files.list(recorded)) {
                assertThat(files).as("half a recording").isEmpty();
            }
        }
    }

    /** The servers, which have it in their command lines. */
    private static List<Long> mentioning(Path directory) {
        try (var processes = Stream.of(Path.of("/proc").toFile().list())) {
            return processes
                    .filter(name -> name.matches("\\d+"))
                    .map(Long::valueOf)
                    .filter(pid ->
                            String.join(" ", Machine.commandLine(pid)).contains(directory + "/"))
                    .filter(Machine::isAlive)
                    .toList();
        }
    }
}
