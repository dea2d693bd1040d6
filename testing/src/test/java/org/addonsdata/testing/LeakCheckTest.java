package org.addonsdata.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.addonsdata.services.process.Daemon;
import org.addonsdata.services.process.DaemonSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakCheck.class)
class LeakCheckTest {
    private static final Duration SHORTLY = Duration.ofMillis(50);

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
        assertThat(LeakCheck.leakedSince(before, SHORTLY)).isEmpty();
    }

    @Test
    void aChildThatIsLeftIsNamed() throws Exception {
        var before = Running.now();
        var child = new ProcessBuilder("/bin/sleep", "60").start();
        assertThat(LeakCheck.leakedSince(before, SHORTLY))
                .singleElement()
                .asString()
                .contains("sleep");
        child.destroyForcibly().waitFor();
        assertThat(LeakCheck.leakedSince(before, SHORTLY)).isEmpty();
    }

    @Test
    void aDaemonThatIsLeftIsNamed() throws InterruptedException {
        var before = Running.now();
        var daemon =
                Daemon.start(
                        new DaemonSpec(
                                "Sleeper",
                                List.of("/bin/sleep", "60"),
                                Map.of(),
                                directory.resolve("log"),
                                directory.resolve("run.json")));
        assertThat(LeakCheck.leakedSince(before, SHORTLY))
                .singleElement()
                .asString()
                .startsWith("process " + daemon.pid() + " ");
        daemon.kill();
        assertThat(LeakCheck.leakedSince(before, SHORTLY)).isEmpty();
    }

    private static void awaitQuietly(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
