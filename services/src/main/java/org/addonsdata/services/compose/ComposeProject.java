package org.addonsdata.services.compose;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.services.compose.DockerProgram.Output;
import org.addonsdata.services.compose.DockerProgram.Run;
import org.addonsdata.services.volume.Volumes;

/**
 * The Compose project of one volume: its name, its variables, and what is done with it. One volume
 * has one project, so that every directory that means the volume finds the same servers.
 */
record ComposeProject(String name, ComposeSettings settings) {
    static final String DATABASE = "mysqld";
    static final String SEARCH = "elasticsearch";

    /** No longer than this for containers whose images are there. */
    static final Duration START_TIMEOUT = Duration.ofMinutes(5);

    private static final Duration STOP_TIMEOUT = Duration.ofMinutes(3);
    private static final String DEFAULT_NAME = "addons-data";
    private static final String SEARCH_VOLUME = "data_search";

    static ComposeProject of(ComposeSettings settings) {
        var name = settings.project().orElseGet(() -> nameFor(settings.volume()));
        if (!name.matches("[a-z0-9][a-z0-9_-]{0,62}")) {
            throw DataException.of(
                            ErrorCode.SETTING_INVALID,
                            "'%s' is no name for a Compose project".formatted(name))
                    .withHint("set DOCKER_PROJECT to small letters, digits, '_' and '-'");
        }
        return new ComposeProject(name, settings);
    }

    static String nameFor(String volume) {
        if (volume.equals(Volumes.DEFAULT_NAME)) {
            return DEFAULT_NAME;
        }
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(volume.getBytes(StandardCharsets.UTF_8));
            var words = volume.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            var tail = words.substring(Math.max(0, words.length() - 30)).replaceAll("^-|-$", "");
            return "%s-%s-%s".formatted(DEFAULT_NAME, tail, HexFormat.of().formatHex(hash, 0, 3));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The containers there are. */
    record Containers(Optional<Container> database, Optional<Container> search) {
        boolean isEmpty() {
            return database.isEmpty() && search.isEmpty();
        }
    }

    /**
     * Finds them.
     *
     * @throws DataException {@link ErrorCode#PROJECT_NOT_OURS} where somebody else has a project of
     *     this name
     */
    Containers containers(Docker docker) {
        var all = docker.containersOfProject(name);
        all.stream()
                .filter(container -> !container.ours())
                .findFirst()
                .ifPresent(container -> {
                    throw DataException.of(
                                    ErrorCode.PROJECT_NOT_OURS,
                                    "the Compose project %s is somebody else's: it has the container %s"
                                            .formatted(name, container.name()))
                            .withHint("nothing was changed; set DOCKER_PROJECT to another name");
                });
        return new Containers(service(all, DATABASE), service(all, SEARCH));
    }

    private static Optional<Container> service(List<Container> all, String service) {
        return all.stream().filter(container -> container.service().equals(service)).findFirst();
    }

    /** Makes and starts what is missing, and waits until the health checks are content. */
    Output up(DockerProgram program, Cancellation cancellation) {
        return program.run(
                compose(START_TIMEOUT.plusSeconds(30), "up", "--detach", "--wait", "--quiet-pull"),
                cancellation);
    }

    Run upRun() {
        return compose(START_TIMEOUT, "up", "--detach", "--wait");
    }

    /**
     * Stops cleanly and removes containers with their unnamed volumes, network and the search
     * volume. No volume with a name is left to Compose to remove: a changed file might have the
     * database's among them.
     */
    void down(Docker docker) {
        var _ = docker.succeed(compose(STOP_TIMEOUT, "rm", "--stop", "--force", "--volumes"));
        var _ = docker.succeed(compose(STOP_TIMEOUT, "down"));
        docker.volumes(
                        "com.docker.compose.project=" + name,
                        "com.docker.compose.volume=" + SEARCH_VOLUME)
                .forEach(docker::removeVolume);
    }

    private Run compose(Duration timeout, String... arguments) {
        var words =
                new ArrayList<>(
                        List.of(
                                "compose",
                                "--file",
                                settings.file().toString(),
                                "--project-name",
                                name));
        words.addAll(List.of(arguments));
        return new Run(words, variables(), timeout);
    }

    private Map<String, String> variables() {
        var isDirectory = settings.volume().startsWith("/");
        return Map.of(
                "DOCKER_PROJECT", name,
                "MYSQL_IMAGE", settings.database().image(),
                "MYSQL_PORT", Integer.toString(settings.database().port()),
                "MYSQL_ROOT_PASSWORD", settings.rootPassword(),
                "SEARCH_IMAGE", settings.search().image(),
                "SEARCH_PORT", Integer.toString(settings.search().port()),
                "SEARCH_HEAP", settings.searchHeap(),
                "DATA_VOLUME", isDirectory ? Volumes.DEFAULT_NAME : settings.volume(),
                "DATA_MOUNT", isDirectory ? settings.volume() : "data_mysqld");
    }
}
