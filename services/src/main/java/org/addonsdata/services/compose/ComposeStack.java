package org.addonsdata.services.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.core.files.ProcessLock;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.Mode;
import org.addonsdata.services.SearchEndpoint;
import org.addonsdata.services.ServiceStack;
import org.addonsdata.services.StackStatus;
import org.addonsdata.services.StackStatus.ServerState;
import org.addonsdata.services.StackStatus.VolumeState;
import org.addonsdata.services.StartingServers;
import org.addonsdata.services.compose.ComposeProject.Containers;
import org.addonsdata.services.compose.DockerProgram.Output;
import org.addonsdata.services.searchnode.SearchNodeSettings;

/** MySQL and Elasticsearch in containers, with the database on a volume apart from them. */
public final class ComposeStack implements ServiceStack {
    private static final String HOST = "127.0.0.1";

    /** Beyond every deadline of the work itself. */
    private static final Duration TIMEOUT =
            ComposeProject.START_TIMEOUT.plus(Duration.ofMinutes(2));

    private static final Duration ATTACH_TIMEOUT = Duration.ofMinutes(1);
    private static final String DATABASE_TASK = "database";
    private static final String SEARCH_TASK = "search";

    private final ComposeSettings settings;
    private final ComposeProject project;
    private final DataMount mount;

    /**
     * The stack with these settings; nothing is asked or touched yet.
     *
     * @throws DataException {@link ErrorCode#SETTING_INVALID} for a name that no volume or project
     *     can have, or a heap that no server can have
     */
    public ComposeStack(ComposeSettings settings) {
        SearchNodeSettings.requireHeap(settings.searchHeap());
        this.mount = DataMount.of(settings.volume());
        this.settings = settings;
        this.project = ComposeProject.of(settings);
    }

    @Override
    public Mode mode() {
        return Mode.COMPOSE;
    }

    @Override
    public String place() {
        return mount.place();
    }

    @Override
    public ProcessLock lock(String purpose, Duration wait, Consumer<String> onWait) {
        try {
            AtomicFiles.createPrivateDirectories(stateDirectory());
        } catch (IOException e) {
            throw DataException.of(
                    ErrorCode.PATH_NOT_WRITABLE,
                    "cannot create %s: %s".formatted(stateDirectory(), e.getMessage()),
                    e);
        }
        return ProcessLock.acquire(
                lockFile(settings.state(), project.name()), purpose, wait, onWait);
    }

    @Override
    public Optional<ProcessLock> lockIfExists(
            String purpose, Duration wait, Consumer<String> onWait) {
        return Files.isDirectory(stateDirectory())
                ? Optional.of(lock(purpose, wait, onWait))
                : Optional.empty();
    }

    private Path stateDirectory() {
        return settings.state().resolve(project.name());
    }

    static Path lockFile(Path state, String project) {
        return state.resolve(project).resolve("lock");
    }

    static ApplicationAccount account(Path state, String project) {
        return ApplicationAccount.in(state.resolve(project));
    }

    /**
     * {@inheritDoc}
     *
     * @throws DataException before anything is started: {@link ErrorCode#DOCKER_UNAVAILABLE},
     *     {@link ErrorCode#PROJECT_NOT_OURS}, {@link ErrorCode#PORT_IN_USE}, {@link
     *     ErrorCode#IMAGE_UNAVAILABLE}, {@link ErrorCode#VOLUME_IN_USE} (another container has it,
     *     or ours run with another port or image), {@link ErrorCode#VOLUME_SERVER_MISMATCH}, {@link
     *     ErrorCode#VOLUME_NOT_OURS}
     */
    @Override
    public Running start(Progress progress, Cancellation cancellation) {
        var docker = Docker.of(settings.environment(), cancellation);
        docker.requireUsable();
        var containers = project.containers(docker);
        var agreed = new Agreement(settings, mount).with(containers);
        var start = new ComposeStart(ComposeProject.of(agreed), mount, docker, containers);
        if (!start.isNeeded()) {
            return running(docker, agreed, containers, ComposeProject.START_TIMEOUT, progress);
        }
        start.prepare(progress);
        var scope = new TaskScope("compose");
        var up = scope.fork(start::up);
        var servers =
                new ContainerServers(
                        ComposeProject.of(agreed), docker, up, ComposeProject.START_TIMEOUT);
        return running(scope, servers, containers, progress);
    }

    @Override
    public Optional<Running> attach() {
        var docker = Docker.of(settings.environment(), new Cancellation());
        var containers = project.containers(docker);
        if (!isRunning(containers.database()) || !isRunning(containers.search())) {
            return Optional.empty();
        }
        var agreed = new Agreement(settings, mount).found(containers);
        return Optional.of(running(docker, agreed, containers, ATTACH_TIMEOUT, Progress.silent()));
    }

    private Running running(
            Docker docker,
            ComposeSettings agreed,
            Containers containers,
            Duration timeout,
            Progress progress) {
        var up = CompletableFuture.completedFuture(new Output(0, "", ""));
        var servers = new ContainerServers(ComposeProject.of(agreed), docker, up, timeout);
        return running(new TaskScope("attach"), servers, containers, progress);
    }

    private Running running(
            TaskScope scope, ContainerServers servers, Containers before, Progress progress) {
        return new StartingServers(
                scope,
                TIMEOUT,
                () -> database(servers, isRunning(before.database()), progress),
                () -> search(servers, isRunning(before.search()), progress));
    }

    private DatabaseEndpoint database(
            ContainerServers servers, boolean wasRunning, Progress progress) {
        try (var task = progress.start(DATABASE_TASK, Progress.Unit.STEPS)) {
            var endpoint = servers.awaitDatabase();
            var account = account(settings.state(), project.name()).ensure(endpoint);
            end(task, wasRunning, servers.project().settings().database());
            return new DatabaseEndpoint(
                    endpoint.host(), endpoint.port(), endpoint.administrator(), account);
        }
    }

    private static SearchEndpoint search(
            ContainerServers servers, boolean wasRunning, Progress progress) {
        try (var task = progress.start(SEARCH_TASK, Progress.Unit.STEPS)) {
            var endpoint = servers.awaitSearch();
            end(task, wasRunning, servers.project().settings().search());
            return endpoint;
        }
    }

    private static void end(Progress.Task task, boolean wasRunning, ComposeSettings.Server server) {
        if (wasRunning) {
            task.skipped("runs already, on port " + server.port());
        } else {
            task.done("%s on port %d".formatted(server.image(), server.port()));
        }
    }

    private static boolean isRunning(Optional<Container> container) {
        return container.filter(Container::running).isPresent();
    }

    @Override
    public void stop(Progress progress) {
        var docker = Docker.of(settings.environment(), new Cancellation());
        var containers = project.containers(docker);
        try (var database = progress.start(DATABASE_TASK, Progress.Unit.STEPS);
                var search = progress.start(SEARCH_TASK, Progress.Unit.STEPS)) {
            if (containers.isEmpty()) {
                database.skipped("does not run");
                search.skipped("does not run");
                return;
            }
            project.down(docker);
            database.done("stopped");
            search.done("stopped, its index is built again at the next start");
        }
    }

    /** {@inheritDoc} Where Docker cannot be asked, nothing runs, and the problem says why. */
    @Override
    public StackStatus status() {
        var docker = Docker.of(settings.environment(), new Cancellation());
        try {
            var containers = project.containers(docker);
            return new StackStatus(
                    Mode.COMPOSE,
                    new VolumeState(mount.text(), mount.path(docker), mount.exists(docker)),
                    state(containers.database(), settings.database()),
                    state(containers.search(), settings.search()));
        } catch (DataException e) {
            if (e.code() != ErrorCode.DOCKER_UNAVAILABLE) {
                throw e;
            }
            return new StackStatus(
                    Mode.COMPOSE,
                    new VolumeState(mount.text(), mount.text(), false),
                    unknown(settings.database(), e),
                    unknown(settings.search(), e));
        }
    }

    private static ServerState unknown(ComposeSettings.Server server, DataException problem) {
        return new ServerState(
                server.image(), false, HOST, server.port(), null, problem.messageText());
    }

    private static ServerState state(Optional<Container> found, ComposeSettings.Server settings) {
        if (found.isEmpty()) {
            return new ServerState(settings.image(), false, HOST, settings.port(), null, null);
        }
        var container = found.get();
        var problem =
                container.isUnhealthy()
                        ? "unhealthy; see docker logs " + container.name()
                        : !container.running() && container.hasRun()
                                ? "%s; see docker logs %s"
                                        .formatted(container.end(), container.name())
                                : null;
        return new ServerState(
                container.image(), container.running(), HOST, container.port(), null, problem);
    }
}
