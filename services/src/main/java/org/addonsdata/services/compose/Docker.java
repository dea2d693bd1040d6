package org.addonsdata.services.compose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.services.compose.DockerProgram.Output;
import org.addonsdata.services.compose.DockerProgram.Run;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is asked of a Docker engine; every question is one run of the program. */
record Docker(DockerProgram program, Cancellation cancellation) {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PULL_TIMEOUT = Duration.ofMinutes(30);
    private static final String LEAST_ENGINE = "20.10";
    private static final String LEAST_COMPOSE = "2.17";
    private static final int LOG_LINES = 15;
    private static final Pattern VERSION =
            Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4}).*", Pattern.DOTALL);

    static Docker of(Map<String, String> environment, Cancellation cancellation) {
        return new Docker(new DockerProgram(environment), cancellation);
    }

    /**
     * Makes sure that there is an engine and a Compose to work with.
     *
     * @throws DataException {@link ErrorCode#DOCKER_UNAVAILABLE} that says which is missing
     */
    void requireUsable() {
        var engine = succeed("version", "--format", "{{.Server.Version}}").out().strip();
        if (isOlder(engine, LEAST_ENGINE)) {
            throw DockerErrors.engineTooOld(engine, LEAST_ENGINE);
        }
        var compose = run("compose", "version", "--short");
        var version = compose.out().strip();
        if (!compose.succeeded() || !VERSION.matcher(version).matches()) {
            throw DockerErrors.composeMissing("the docker program has no compose plugin");
        }
        if (isOlder(version, LEAST_COMPOSE)) {
            throw DockerErrors.composeMissing(
                    "the compose plugin is %s, and %s is the oldest that will do"
                            .formatted(version, LEAST_COMPOSE));
        }
    }

    static boolean isOlder(String version, String least) {
        var mine = VERSION.matcher(version);
        var other = VERSION.matcher(least);
        if (!mine.matches() || !other.matches()) {
            return false;
        }
        int majors = Integer.compare(number(mine.group(1)), number(other.group(1)));
        return majors < 0 || (majors == 0 && number(mine.group(2)) < number(other.group(2)));
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    /** The containers of a Compose project, whoever made it, running or not. */
    List<Container> containersOfProject(String project) {
        return containers("label=com.docker.compose.project=" + project);
    }

    /** The containers that hold a volume or a directory, running or not. */
    List<Container> containersOn(String mount) {
        return containers("volume=" + mount).stream()
                .filter(container -> container.mounts().contains(mount))
                .toList();
    }

    private List<Container> containers(String filter) {
        var ids =
                succeed("container", "ls", "--all", "--no-trunc", "--quiet", "--filter", filter)
                        .out()
                        .lines()
                        .toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        var arguments = new ArrayList<>(List.of("container", "inspect"));
        arguments.addAll(ids);
        // One that was removed meanwhile is an error, but the others are told all the same.
        var output = run(arguments.toArray(String[]::new));
        return json(output).values().stream().map(Container::of).toList();
    }

    boolean hasImage(String image) {
        return run("image", "inspect", "--format", "{{.Id}}", image).succeeded();
    }

    /**
     * Fetches an image.
     *
     * @throws DataException {@link ErrorCode#IMAGE_UNAVAILABLE}
     */
    void pull(String image, String variable) {
        var run = Run.of(PULL_TIMEOUT, "image", "pull", "--quiet", image);
        var output = program.run(run, cancellation);
        if (!output.succeeded()) {
            var failure = DockerErrors.of(run, output);
            if (failure.code() != ErrorCode.OPERATION_FAILED) {
                throw failure;
            }
            throw DataException.of(
                            ErrorCode.IMAGE_UNAVAILABLE,
                            "the image %s is not here and cannot be fetched: %s"
                                    .formatted(image, DockerErrors.lastLine(output)))
                    .withHint("set %s to an image that can be had".formatted(variable));
        }
    }

    /** The volume of that name as Docker describes it, if there is one. */
    Optional<JsonNode> volume(String name) {
        var run = Run.of(ANSWER_TIMEOUT, "volume", "inspect", name);
        var output = program.run(run, cancellation);
        if (output.succeeded()) {
            return Optional.of(json(output).path(0));
        }
        if (output.error().toLowerCase(java.util.Locale.ROOT).contains("no such volume")) {
            return Optional.empty();
        }
        throw DockerErrors.of(run, output);
    }

    /** All volumes with what Docker says of each, sizes included. */
    List<JsonNode> volumesWithSizes() {
        var output = succeed("system", "df", "--verbose", "--format", "{{json .Volumes}}");
        return json(output).values().stream().toList();
    }

    void createVolume(String name) {
        var _ = succeed("volume", "create", "--label", DockerVolumes.LABEL + "=true", name);
    }

    void removeVolume(String name) {
        var _ = succeed("volume", "rm", name);
    }

    /** Names of the volumes that carry both labels. */
    List<String> volumes(String label, String other) {
        return succeed(
                        "volume",
                        "ls",
                        "--quiet",
                        "--filter",
                        "label=" + label,
                        "--filter",
                        "label=" + other)
                .out()
                .lines()
                .toList();
    }

    /** The end of what a container wrote; nothing if it cannot be had. */
    String lastLogLines(Container container) {
        var output =
                run("container", "logs", "--tail", Integer.toString(LOG_LINES), container.id());
        return (output.out() + output.error()).stripTrailing();
    }

    /** Runs a shell's script in an image, on a volume that it can only read, without a network. */
    Output look(String image, String mount, String directory, String script) {
        var isVolume = !mount.startsWith("/");
        var volume =
                "type=%s,source=%s,target=%s,readonly%s"
                        .formatted(
                                isVolume ? "volume" : "bind",
                                mount,
                                directory,
                                isVolume ? ",volume-nocopy" : "");
        return succeed(
                "container",
                "run",
                "--rm",
                "--pull=never",
                "--network=none",
                "--read-only",
                "--mount",
                volume,
                "--entrypoint=sh",
                image,
                "-c",
                script);
    }

    /** Runs it; any outcome will do. */
    private Output run(String... arguments) {
        return program.run(Run.of(ANSWER_TIMEOUT, arguments), cancellation);
    }

    private Output succeed(String... arguments) {
        return succeed(Run.of(ANSWER_TIMEOUT, arguments));
    }

    /**
     * Runs it.
     *
     * @throws DataException that says why it failed
     */
    Output succeed(Run run) {
        var output = program.run(run, cancellation);
        if (!output.succeeded()) {
            throw DockerErrors.of(run, output);
        }
        return output;
    }

    private static JsonNode json(Output output) {
        try {
            return JsonMapper.shared().readTree(output.out());
        } catch (JacksonException e) {
            throw DataException.of(
                    ErrorCode.OPERATION_FAILED, "docker's answer cannot be understood", e);
        }
    }
}
