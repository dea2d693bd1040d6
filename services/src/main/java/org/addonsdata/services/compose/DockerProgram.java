package org.addonsdata.services.compose;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/**
 * Runs the {@code docker} program. Secrets go into its environment, never on its command line,
 * which everybody on the machine can read.
 */
record DockerProgram(Map<String, String> environment) {
    private static final List<String> NAMES = List.of("docker", "docker.exe");
    private static final int MAX_OUTPUT_BYTES = 16 << 20;
    private static final Duration END_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LAST_WORDS_TIMEOUT = Duration.ofSeconds(5);

    /** What a run left behind. */
    record Output(int status, String out, String error) {
        boolean succeeded() {
            return status == 0;
        }
    }

    /**
     * One run.
     *
     * @param arguments after the program's name
     * @param variables on top of the environment
     * @param timeout after which it is ended
     */
    record Run(List<String> arguments, Map<String, String> variables, Duration timeout) {
        static Run of(Duration timeout, String... arguments) {
            return new Run(List.of(arguments), Map.of(), timeout);
        }

        /** As a person would type it. */
        String words() {
            return "docker " + String.join(" ", arguments);
        }
    }

    /**
     * Runs to the end, whatever that is.
     *
     * @throws DataException {@link ErrorCode#DOCKER_UNAVAILABLE} where there is no such program,
     *     {@link ErrorCode#TIMED_OUT}, {@link ErrorCode#INTERRUPTED}
     */
    Output run(Run run, Cancellation cancellation) {
        cancellation.check();
        var process = start(run);
        // The process ends before its readers are waited for, as reading ends with it alone.
        try (var scope = new TaskScope("docker");
                Cancellation.Registration _ = () -> end(process);
                var _ = cancellation.onCancel(process::destroy)) {
            var out = scope.fork(() -> read(process.getInputStream()));
            var error = scope.fork(() -> read(process.getErrorStream()));
            if (!process.waitFor(run.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw timedOut(run);
            }
            cancellation.check();
            return new Output(process.exitValue(), lastWords(out), lastWords(error));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.interrupted();
        }
    }

    private Process start(Run run) {
        var command = new ArrayList<String>();
        command.add(locate().toString());
        command.addAll(run.arguments());
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        environment.forEach((name, value) -> {
            // They would change which project is meant, and how.
            if (!name.startsWith("COMPOSE_")) {
                builder.environment().put(name, value);
            }
        });
        builder.environment().putAll(run.variables());
        try {
            var process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw DockerErrors.notStarted(e);
        }
    }

    /** By the path of our own environment, where ProcessBuilder takes the JVM's. */
    private Path locate() {
        var path = environment.getOrDefault("PATH", "").split(File.pathSeparator, -1);
        return Arrays.stream(path)
                .filter(directory -> !directory.isEmpty())
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory).resolve(name)))
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .findFirst()
                .orElseThrow(DockerErrors::missing);
    }

    private static DataException timedOut(Run run) {
        return DataException.of(
                        ErrorCode.TIMED_OUT,
                        "'%s' did not end within %d s"
                                .formatted(run.words(), run.timeout().toSeconds()))
                .withHint("see whether the Docker engine answers: docker info");
    }

    /** A child of the program may hold its output open longer than it lives. */
    private static String lastWords(CompletableFuture<String> text) throws InterruptedException {
        try {
            return text.get(LAST_WORDS_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return "";
        }
    }

    private static String read(InputStream stream) throws IOException {
        return new String(stream.readNBytes(MAX_OUTPUT_BYTES), StandardCharsets.UTF_8);
    }

    /** With its plugins, which would hold its output open. */
    private static void end(Process process) {
        var plugins = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(END_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            plugins.forEach(ProcessHandle::destroy);
        }
    }

    /** Never the environment, which holds secrets. */
    @Override
    public String toString() {
        return "docker";
    }
}
