package org.addonsdata.services.external;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.core.files.ProcessLock;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.services.AnsweringServers;
import org.addonsdata.services.Mode;
import org.addonsdata.services.SearchEndpoint;
import org.addonsdata.services.ServiceStack;
import org.addonsdata.services.StackStatus;
import org.addonsdata.services.StackStatus.ServerState;

/**
 * Servers that somebody else runs: nothing is started or stopped. The database is looked for at
 * once, the search server when it is first needed, as an export does not.
 */
public final class ExternalStack implements ServiceStack {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(30);

    private final ExternalSettings settings;
    private final SearchProbe probe;
    private final Locality.Resolver resolver;
    private final DatabaseNodes nodes;

    /**
     * @param probe asks the search server who it is
     * @param resolver tells what the hosts' names mean
     */
    public ExternalStack(ExternalSettings settings, SearchProbe probe, Locality.Resolver resolver) {
        this.settings = settings;
        this.resolver = resolver;
        this.probe = probe;
        this.nodes = new DatabaseNodes(settings, ANSWER_TIMEOUT);
    }

    @Override
    public Mode mode() {
        return Mode.EXTERNAL;
    }

    @Override
    public String place() {
        return settings.databaseHosts().stream()
                .map(DatabaseUrl.HostPort::toString)
                .collect(Collectors.joining(",", "", "/" + settings.database()));
    }

    @Override
    public Optional<String> guardedHost() {
        return settings.databaseHosts().stream()
                .map(DatabaseUrl.HostPort::host)
                .filter(host -> Locality.of(host, resolver) == Locality.PUBLIC)
                .findFirst();
    }

    /** Among the runs of this user; the server has a lock of its own. */
    @Override
    public ProcessLock lock(String purpose, Duration wait, Consumer<String> onWait) {
        try {
            AtomicFiles.createPrivateDirectories(settings.locks());
        } catch (IOException e) {
            throw DataException.of(
                    ErrorCode.PATH_NOT_WRITABLE,
                    "cannot write " + settings.locks() + ": " + e.getMessage(),
                    e);
        }
        return ProcessLock.acquire(lockFile(), purpose, wait, onWait);
    }

    @Override
    public Optional<ProcessLock> lockIfExists(
            String purpose, Duration wait, Consumer<String> onWait) {
        return Optional.of(lock(purpose, wait, onWait));
    }

    private Path lockFile() {
        var name = place().replaceAll("[^A-Za-z0-9._-]", "_");
        var shortened = name.length() <= 80 ? name : name.substring(0, 80);
        return settings.locks().resolve("%s-%08x.lock".formatted(shortened, place().hashCode()));
    }

    /**
     * Asks both whether they answer, and tells.
     *
     * @throws DataException {@link ErrorCode#SERVER_UNREACHABLE} or {@link ErrorCode#ACCESS_DENIED}
     *     that names which does not
     */
    @Override
    public Running start(Progress progress, Cancellation cancellation) {
        DatabaseNodes.Node node;
        try (var task = progress.start("database", Progress.Unit.STEPS)) {
            node = nodes.choose();
            task.done("%s answers at %s".formatted(node.server(), node.address()));
        }
        cancellation.check();
        var search = settings.search().get();
        try (var task = progress.start("search", Progress.Unit.STEPS)) {
            var server = probe.ask(search);
            task.done("%s answers at %s".formatted(server, search.nodes().getFirst()));
        }
        return new AnsweringServers(node.endpoint(), () -> search);
    }

    /** Never empty: who runs the servers is told which one does not answer. */
    @Override
    public Optional<Running> attach() {
        return Optional.of(new AnsweringServers(nodes.choose().endpoint(), this::answeringSearch));
    }

    private SearchEndpoint answeringSearch() {
        var search = settings.search().get();
        var _ = probe.ask(search);
        return search;
    }

    /** Nothing of ours runs. */
    @Override
    public void stop(Progress progress) {}

    @Override
    public StackStatus status() {
        try (var scope = new TaskScope("status")) {
            var database =
                    scope.fork(() -> state(settings, ExternalStack::databaseAddress, nodes::state));
            var search =
                    scope.fork(
                            () -> state(settings, ExternalStack::searchAddress, this::searchState));
            scope.join(STATUS_TIMEOUT);
            return new StackStatus(Mode.EXTERNAL, null, database.join(), search.join());
        }
    }

    private ServerState searchState() {
        var endpoint = settings.search().get();
        var server = probe.ask(endpoint);
        var node = endpoint.nodes().getFirst();
        return new ServerState(server, true, node.getHost(), node.getPort(), null, null);
    }

    private interface Asked {
        ServerState ask();
    }

    private static ServerState state(
            ExternalSettings settings,
            Function<ExternalSettings, ServerState> address,
            Asked asked) {
        try {
            return asked.ask();
        } catch (DataException e) {
            var known = address.apply(settings);
            return new ServerState(
                    known.server(), false, known.host(), known.port(), null, e.messageText());
        }
    }

    private static ServerState databaseAddress(ExternalSettings settings) {
        var first = settings.databaseHosts().getFirst();
        return new ServerState("database", false, first.host(), first.port(), null, null);
    }

    private static ServerState searchAddress(ExternalSettings settings) {
        try {
            var first = settings.search().get().nodes().getFirst();
            return new ServerState("search", false, first.getHost(), first.getPort(), null, null);
        } catch (DataException _) {
            return new ServerState("search", false, "", 0, null, null);
        }
    }
}
