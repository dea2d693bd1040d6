package org.addonsdata.cli.usage;

import static org.addonsdata.cli.usage.EverydayIT.performed;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.addonsdata.core.files.ProcessLock;
import org.junit.jupiter.api.Test;

/** Two runs at once. */
class LocksIT {
    @Test
    void ofTwoUpsOneWaitsAndOneInitialises() throws SQLException {
        try (var machine = Machine.used()) {
            var first = machine.start("up", "--json");
            var second = machine.start("up", "--json");
            var steps =
                    Stream.of(first.await(), second.await())
                            .map(result -> performed(result.succeeds().json().path("steps")))
                            .toList();
            assertThat(steps).anyMatch(performed -> performed.contains("seed"));
            assertThat(steps).anyMatch(java.util.List::isEmpty);
            new Servers(machine)
                    .requireWhole(machine.status().path("rows").path("addons").asLong());
        }
    }

    @Test
    void whoeverWillNotWaitIsToldWhoHoldsTheLock() {
        try (var machine = Machine.populated();
                var _ = lock(machine)) {
            for (var command : new String[] {"up", "down", "initialize", "reindex"}) {
                machine.run(command, "--lock-wait=0")
                        .failsWith(
                                Result.LOCKED,
                                "another run holds the lock: a test, process "
                                        + ProcessHandle.current().pid());
            }
            machine.run("volume", "remove", "--yes").failsWith(Result.REFUSED, "in use");
            assertThat(machine.run("status").succeeds().out()).contains("not running");
        }
    }

    @Test
    void aWaitEndsWhenTheLockIsFree() {
        try (var machine = Machine.populated()) {
            Background waiting;
            try (var _ = lock(machine)) {
                waiting =
                        machine.start("down", "--lock-wait=60")
                                .awaitSaying("waiting for another run: a test");
            }
            waiting.await().succeeds();
        }
    }

    @Test
    void aWaitIsInterruptedAtOnce() {
        try (var machine = Machine.populated();
                var _ = lock(machine)) {
            var waiting =
                    machine.startCommand(
                                    machine.home(),
                                    java.util.List.of(
                                            "env",
                                            "--default-signal=INT",
                                            Distribution.launcher().toString(),
                                            "up",
                                            "--lock-wait=60"))
                            .awaitSaying("waiting for another run")
                            .interrupt()
                            .await()
                            .endsWith(Result.INTERRUPTED);
            assertThat(waiting.time()).isLessThan(Duration.ofSeconds(40));
        }
    }

    private static ProcessLock lock(Machine machine) {
        return ProcessLock.acquire(
                machine.volume().resolve("lock"), "a test", Duration.ofSeconds(5), _ -> {});
    }
}
