package org.addonsdata.testkit.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LeakCheckTest {
    private static final Duration SHORTLY = Duration.ofMillis(50);
    private static final Duration PATIENTLY = Duration.ofSeconds(10);

    @TempDir Path directory;

    @Test
    void aThreadThatIsLeftIsNamed() throws InterruptedException {
        var before = Running.now();
        var end = new CountDownLatch(1);
        var thread = Thread.ofPlatform().name("forgotten").start(() -> awaitQuietly(end));
        assertThat(LeakCheck.leakedSince(before, SHORTLY))
                .singleElement()
                .asString()
                .endsWith("forgotten");
        end.countDown();
        thread.join();
        assertThat(LeakCheck.leakedSince(before, PATIENTLY)).isEmpty();
    }

    @Test
    void aChildThatIsLeftIsNamed() throws Exception {
        var before = Running.now();
        var child = new ProcessBuilder("/bin/sleep", "60").start();
        assertThat(processesLeftSince(before)).singleElement().asString().contains("sleep");
        child.destroyForcibly().waitFor();
        assertThat(LeakCheck.leakedSince(before, PATIENTLY)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDaemonThatIsLeftIsNamed() throws Exception {
        var before = Running.now();
        var pid = startDaemon();
        assertThat(processesLeftSince(before))
                .singleElement()
                .asString()
                .startsWith("process " + pid + " ");
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        assertThat(LeakCheck.leakedSince(before, PATIENTLY)).isEmpty();
    }

    @Test
    void whatTestsShareIsNoLeak() throws Exception {
        var before = Running.now();
        var child =
                Running.sharing(() -> {
                    try {
                        return new ProcessBuilder("/bin/sleep", "60").start();
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
        assertThat(processesLeftSince(before)).isEmpty();
        child.destroyForcibly().waitFor();
        assertThat(LeakCheck.leakedSince(before, PATIENTLY)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatIsLeftOpenIsNamed() throws Exception {
        var file = Files.writeString(directory.resolve("forgotten.txt"), "text");
        var before = Running.now();
        try (var _ = Files.newInputStream(file)) {
            assertThat(LeakCheck.leakedSince(before, SHORTLY))
                    .singleElement()
                    .asString()
                    .startsWith("file " + file.toRealPath());
        }
        assertThat(LeakCheck.leakedSince(before, PATIENTLY)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aConnectionThatIsLeftIsNamed() throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var before = Running.now();
            try (var connection =
                            new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
                    var accepted = listener.accept()) {
                assertThat(connection.isConnected()).isTrue();
                assertThat(accepted.isConnected()).isTrue();
                assertThat(LeakCheck.leakedSince(before, SHORTLY))
                        .hasSize(2)
                        .anyMatch(line -> line.contains("to port " + listener.getLocalPort()));
            }
            assertThat(LeakCheck.leakedSince(before, PATIENTLY)).isEmpty();
        }
    }

    private static Set<String> processesLeftSince(Set<String> before) throws InterruptedException {
        var left = LeakCheck.leakedSince(before, SHORTLY);
        left.removeIf(line -> !line.startsWith("process "));
        return left;
    }

    private static long startDaemon() throws IOException, InterruptedException {
        var shell =
                new ProcessBuilder(
                                "/bin/sh",
                                "-c",
                                "setsid sleep 60 </dev/null >/dev/null 2>&1 & echo $!")
                        .start();
        try (var output = shell.getInputStream()) {
            var pid = new String(output.readAllBytes(), StandardCharsets.US_ASCII).strip();
            shell.waitFor();
            return Long.parseLong(pid);
        }
    }

    private static void awaitQuietly(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
