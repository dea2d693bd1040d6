package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first signal ends a command that waits for a file whose bytes never come. */
@Tag("slow")
class BlockedReadIT {
    private static final Duration UNTIL_STUCK = Duration.ofSeconds(3);
    private static final Duration MOST = Duration.ofSeconds(2);

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aPipeThatNobodyWritesToIsNotWaitedFor(String signal) {
        try (var machine = Machine.empty()) {
            var pipe = pipe(machine.directory().resolve("password"));
            machine.set("MODE", "external")
                    .set("DATABASE_URL", "mysql://me@127.0.0.1:1/olympia")
                    .set("DATABASE_PASSWORD_FILE", pipe.toString());
            requireEnded(signal, machine);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aConfigurationFileThatNeverEndsIsNotReadOn(String signal) {
        try (var machine = Machine.empty()) {
            pipe(machine.home().resolve("addons-data.yaml"));
            requireEnded(signal, machine);
        }
    }

    private static Path pipe(Path path) {
        Shell.run("mkfifo", path.toString());
        return path;
    }

    private static void requireEnded(String signal, Machine machine) {
        var waiting =
                machine.startCommand(
                        machine.home(),
                        List.of(
                                "env",
                                "--default-signal=INT",
                                "timeout",
                                "--foreground",
                                "--preserve-status",
                                "--signal=" + signal,
                                "--kill-after=20",
                                Long.toString(UNTIL_STUCK.toSeconds()),
                                Distribution.launcher().toString(),
                                "status"));
        var result = waiting.await();
        result.endsWith(Result.INTERRUPTED);
        assertThat(result.error())
                .contains("addons-data: interrupted; cleaning up", "addons-data: interrupted\n");
        assertThat(result.time()).isLessThan(UNTIL_STUCK.plus(MOST));
    }
}
