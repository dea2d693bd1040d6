package org.addonsdata.services.compose;

import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.DatabaseEndpoint.Account;
import org.addonsdata.services.SearchEndpoint;
import org.addonsdata.services.compose.DockerProgram.Output;
import org.addonsdata.services.searchnode.NodeHttp;
import org.jspecify.annotations.Nullable;

/**
 * Waits until the servers in the containers answer, which they do before the health checks say so,
 * and no longer than their containers live.
 *
 * @param up what {@code docker compose up} comes to; complete where nothing is started
 */
record ContainerServers(
        ComposeProject project, Docker docker, CompletableFuture<Output> up, Duration timeout) {
    private static final String HOST = "127.0.0.1";
    private static final String ADMINISTRATOR = "root";
    private static final String ACCESS_DENIED_STATE = "28000";
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
    private static final int POLL_MILLIS = 100;

    /** Asks a server whether it answers as it should; any exception means not yet. */
    private interface Probe {
        boolean isReady() throws Exception;
    }

    /**
     * Waits for the database.
     *
     * @return with the administrator as the application, until somebody gives it another account
     */
    DatabaseEndpoint awaitDatabase() {
        var settings = project.settings();
        var administrator = new Account(ADMINISTRATOR, settings.rootPassword());
        var endpoint =
                new DatabaseEndpoint(
                        HOST, settings.database().port(), administrator, administrator);
        await(ComposeProject.DATABASE, () -> answers(endpoint));
        return endpoint;
    }

    SearchEndpoint awaitSearch() {
        var node = URI.create("http://%s:%d".formatted(HOST, project.settings().search().port()));
        var http = new NodeHttp(node);
        await(
                ComposeProject.SEARCH,
                () -> {
                    if (http.name().isEmpty()) {
                        return false;
                    }
                    http.awaitShards();
                    return true;
                });
        return new SearchEndpoint(List.of(node));
    }

    private boolean answers(DatabaseEndpoint endpoint) throws SQLException {
        try (var _ = endpoint.connections(ANSWER_TIMEOUT).open(null)) {
            return true;
        } catch (SQLException e) {
            if (ACCESS_DENIED_STATE.equals(e.getSQLState())) {
                throw DataException.of(
                                ErrorCode.ACCESS_DENIED,
                                "the MySQL of the volume %s refuses %s"
                                        .formatted(project.settings().volume(), ADMINISTRATOR),
                                e)
                        .withHint(
                                "set MYSQL_ROOT_PASSWORD to the password that the volume was made with");
            }
            throw e;
        }
    }

    private void await(String service, Probe probe) {
        var deadline = Deadline.after(timeout);
        var nextLook = Deadline.after(Duration.ZERO);
        @Nullable Exception lastAnswer = null;
        while (true) {
            docker.cancellation().check();
            try {
                if (probe.isReady()) {
                    // Asked once more, as something else may answer on the port of one that died.
                    requireAlive(service, Optional.empty());
                    return;
                }
            } catch (DataException e) {
                throw e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Cancellation.interrupted();
            } catch (Exception e) {
                lastAnswer = e;
            }
            if (nextLook.isOver()) {
                requireAlive(service, Optional.ofNullable(lastAnswer));
                nextLook = Deadline.after(LOOK_INTERVAL);
            }
            if (deadline.isOver()) {
                throw failure(
                        service,
                        "did not answer within %d s".formatted(timeout.toSeconds()),
                        Optional.ofNullable(lastAnswer));
            }
            pause();
        }
    }

    /** As long as Compose is still at work, a container may not be there yet. */
    private void requireAlive(String service, Optional<Exception> lastAnswer) {
        var isDone = up.isDone();
        var found = find(service);
        if (found.isPresent() && found.get().isUnhealthy()) {
            throw failure(service, "is unhealthy", lastAnswer);
        }
        if (!isDone || found.filter(Container::running).isPresent()) {
            return;
        }
        var output = up.isCompletedExceptionally() ? null : up.resultNow();
        if (found.filter(Container::hasRun).isPresent()) {
            throw failure(service, found.get().end(), lastAnswer);
        }
        if (output != null && !output.succeeded()) {
            throw DockerErrors.of(project.upRun(), output);
        }
        if (output == null && up.exceptionNow() instanceof DataException e) {
            throw e;
        }
        throw failure(service, "is not there", lastAnswer);
    }

    private Optional<Container> find(String service) {
        var containers = project.containers(docker);
        return service.equals(ComposeProject.DATABASE)
                ? containers.database()
                : containers.search();
    }

    private DataException failure(String service, String what, Optional<Exception> cause) {
        var container = find(service);
        var name = container.map(Container::name).orElse(service);
        var lines = container.map(docker::lastLogLines).orElse("");
        var message = "the container %s %s".formatted(name, what);
        var text =
                lines.isEmpty()
                        ? message
                        : message + "; its log ends with\n" + lines.indent(4).stripTrailing();
        var failure =
                cause.isPresent()
                        ? DataException.of(ErrorCode.SERVER_START_FAILED, text, cause.get())
                        : DataException.of(ErrorCode.SERVER_START_FAILED, text);
        return failure.withHint(
                "the rest of its log: docker logs %s; the data stay on the volume".formatted(name));
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.interrupted();
        }
    }
}
