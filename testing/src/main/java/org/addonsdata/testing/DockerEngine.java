package org.addonsdata.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Docker engine of this machine, for tests of containers. Their images are those that
 * TEST_MYSQL_IMAGE and TEST_SEARCH_IMAGE name, or the first of the known ones that is here; nothing
 * is fetched.
 */
public final class DockerEngine {
    private static final String TITLE = "Docker Compose";
    private static final List<String> MYSQL_IMAGES = List.of("local/mysql:9.7", "mysql:8.4");
    private static final List<String> SEARCH_IMAGES =
            List.of("local/elasticsearch:6.8.23", "elasticsearch:7.17.28");

    private DockerEngine() {}

    /** Whether tests of containers can run; it is noted when they cannot, and why. */
    public static boolean isThere() {
        var missing = missing();
        missing.ifPresentOrElse(
                reason -> TestRun.notRun(TITLE, reason),
                () ->
                        TestRun.ran(
                                "%s with %s and %s".formatted(TITLE, mysqlImage(), searchImage())));
        return missing.isEmpty();
    }

    private static Optional<String> missing() {
        if (!succeeds("info")) {
            return Optional.of("no Docker engine answers 'docker info'");
        }
        if (!succeeds("compose", "version")) {
            return Optional.of("the docker program has no compose plugin");
        }
        return Stream.of(mysqlImage(), searchImage())
                .filter(image -> !succeeds("image", "inspect", image))
                .findFirst()
                .map(image -> "the image " + image + " is not here");
    }

    public static String mysqlImage() {
        return image("TEST_MYSQL_IMAGE", MYSQL_IMAGES);
    }

    public static String searchImage() {
        return image("TEST_SEARCH_IMAGE", SEARCH_IMAGES);
    }

    private static String image(String variable, List<String> known) {
        var given = System.getenv(variable);
        return given != null
                ? given
                : known.stream()
                        .filter(image -> succeeds("image", "inspect", image))
                        .findFirst()
                        .orElse(known.getLast());
    }

    /** Runs docker, which must succeed, and returns what it printed. */
    public static String docker(String... arguments) {
        try {
            var process = start(arguments);
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new AssertionError(
                        "docker %s ended with %d: %s"
                                .formatted(String.join(" ", arguments), status, output));
            }
            return output.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean succeeds(String... arguments) {
        try {
            var process = start(arguments);
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
