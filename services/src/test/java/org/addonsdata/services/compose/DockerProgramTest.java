package org.addonsdata.services.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.services.compose.DockerProgram.Run;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program that stands in for docker where no such one can be had: missing, too old, hanging. */
class DockerProgramTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir private Path directory;

    @Test
    void aMissingProgramIsSaid() {
        var docker = Docker.of(Map.of("PATH", directory.toString()), new Cancellation());

        assertThatThrownBy(docker::requireUsable)
                .isInstanceOfSatisfying(
                        DataException.class,
                        failure -> {
                            assertThat(failure.code()).isEqualTo(ErrorCode.DOCKER_UNAVAILABLE);
                            assertThat(failure.hint()).contains("install", "MODE=embedded");
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    19.03.15 | 2.26.1-4 | Docker engine is 19.03.15
                    20.10.24 | v2.3.3   | compose plugin is v2.3.3
                    28.2.2   | unknown  | has no compose plugin
                    """)
    void whatIsTooOldIsSaid(String engine, String compose, String message) throws IOException {
        var docker =
                docker(
                        """
                        case $1 in
                          version) echo '%s' ;;
                          compose) echo '%s' ;;
                        esac
                        """
                                .formatted(engine, compose));

        assertThatThrownBy(docker::requireUsable)
                .isInstanceOfSatisfying(
                        DataException.class,
                        failure -> {
                            assertThat(failure.code()).isEqualTo(ErrorCode.DOCKER_UNAVAILABLE);
                            assertThat(failure.messageText()).contains(message);
                            assertThat(failure.hint()).contains("MODE=embedded");
                        });
    }

    @Test
    void whatHangsIsEnded() throws IOException {
        var program = docker("exec sleep 600").program();

        assertCode(
                ErrorCode.TIMED_OUT,
                () -> program.run(Run.of(Duration.ofMillis(200), "info"), new Cancellation()));
    }

    @Test
    void aCancellationEndsIt() throws Exception {
        var program = docker("touch started; exec sleep 600").program();
        var cancellation = new Cancellation();
        var run =
                CompletableFuture.supplyAsync(
                        () -> program.run(Run.of(LONG, "info"), cancellation));
        while (!Files.exists(directory.resolve("started"))) {
            Thread.onSpinWait();
        }

        cancellation.cancel();

        assertThatThrownBy(run::join).hasRootCauseInstanceOf(DataException.class);
    }

    @Test
    void composesOwnVariablesDoNotReachIt() throws IOException {
        var program = docker("echo \"${COMPOSE_FILE-none} $OURS\"").program();

        var output =
                program.run(
                        new Run(List.of("compose"), Map.of("OURS", "here"), LONG),
                        new Cancellation());

        assertThat(output.out().strip()).isEqualTo("none here");
    }

    /** The program, but as the script has it. */
    private Docker docker(String script) throws IOException {
        var file = directory.resolve("docker");
        Files.writeString(file, "#!/bin/sh\ncd '" + directory + "'\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        var environment =
                Map.of(
                        "PATH",
                        directory + ":" + System.getenv("PATH"),
                        "COMPOSE_FILE",
                        "/somebody/elses.yml");
        return Docker.of(environment, new Cancellation());
    }

    private static void assertCode(ErrorCode code, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
