package org.addonsdata.services.compose;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.services.compose.DockerProgram.Output;
import org.addonsdata.services.compose.DockerProgram.Run;
import org.jspecify.annotations.Nullable;

/** What {@code docker} says when it fails, and what to do about it. */
final class DockerErrors {
    private static final String WITHOUT_DOCKER = ", or use the embedded servers: MODE=embedded";
    private static final Pattern PORT =
            Pattern.compile(
                    ":(\\d+)[^\\n]*(?:address already in use|port is already allocated)"
                            + "|(?:address already in use|port is already allocated)[^\\n]*:(\\d+)");

    private DockerErrors() {}

    static DataException missing() {
        return unavailable("there is no docker program on the path", null)
                .withHint(
                        "install Docker Engine or Docker Desktop, with the compose plugin"
                                + WITHOUT_DOCKER);
    }

    static DataException notStarted(IOException cause) {
        return unavailable("the docker program cannot be run: " + cause.getMessage(), cause)
                .withHint("let this user run 'docker info'" + WITHOUT_DOCKER);
    }

    /**
     * The engine cannot be used, if the words say so.
     *
     * @param output of a run that failed
     */
    static DataException of(Run run, Output output) {
        var words = output.error().toLowerCase(Locale.ROOT);
        // What the engine itself says, it does not say of itself.
        var isOfEngine = words.contains("error response from daemon");
        if (!isOfEngine && words.contains("permission denied") && words.contains("docker")) {
            return unavailable("this user may not speak to the Docker engine", null)
                    .withHint(
                            "add the user to the group docker, and log in again" + WITHOUT_DOCKER);
        }
        if (!isOfEngine && isEngineGone(words)) {
            return unavailable("the Docker engine does not answer: " + lastLine(output), null)
                    .withHint(
                            "start it (systemctl start docker, or Docker Desktop), and see 'docker info'"
                                    + WITHOUT_DOCKER);
        }
        if (words.contains("address already in use")
                || words.contains("port is already allocated")) {
            return portInUse(output);
        }
        if (words.contains("no space left on device")) {
            return DataException.of(
                            ErrorCode.DISK_FULL, "Docker's disk is full: " + lastLine(output))
                    .withHint("free some space; 'docker system df' tells who uses it");
        }
        return DataException.of(
                        ErrorCode.OPERATION_FAILED,
                        "'%s' failed: %s".formatted(run.words(), lastLine(output)))
                .withHint("see 'docker info' and 'docker compose ls'; nothing was removed");
    }

    private static boolean isEngineGone(String words) {
        return List.of(
                        "cannot connect to the docker daemon",
                        "is the docker daemon running",
                        "error during connect",
                        "failed to connect to the docker api",
                        "connection refused",
                        "unexpected eof",
                        "server closed idle connection",
                        "context canceled while waiting")
                .stream()
                .anyMatch(words::contains);
    }

    private static DataException portInUse(Output output) {
        var found = PORT.matcher(output.error());
        var port =
                !found.find()
                        ? "a port"
                        : "port " + (found.group(1) != null ? found.group(1) : found.group(2));
        return DataException.of(ErrorCode.PORT_IN_USE, port + " is in use")
                .withHint(
                        "stop what listens there, or set MYSQL_PORT or SEARCH_PORT to another port");
    }

    /** The compose plugin is missing, or older than what is needed. */
    static DataException composeMissing(String detail) {
        return unavailable(detail, null)
                .withHint(
                        "install a current compose plugin (the package docker-compose-plugin)"
                                + WITHOUT_DOCKER);
    }

    static DataException engineTooOld(String version, String least) {
        return unavailable(
                        "the Docker engine is %s, and %s is the oldest that will do"
                                .formatted(version, least),
                        null)
                .withHint("update Docker" + WITHOUT_DOCKER);
    }

    private static DataException unavailable(String message, @Nullable Throwable cause) {
        return cause == null
                ? DataException.of(ErrorCode.DOCKER_UNAVAILABLE, message)
                : DataException.of(ErrorCode.DOCKER_UNAVAILABLE, message, cause);
    }

    /** The line that says why, as the last one does. */
    static String lastLine(Output output) {
        var lines = output.error().lines().map(String::strip).filter(line -> !line.isEmpty());
        return lines.reduce((_, last) -> last).orElse("it ended with " + output.status());
    }
}
