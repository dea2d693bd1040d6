package org.addonsdata.services.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.Closer;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.ProcessLock;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.services.AnsweringServers;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.Mode;
import org.addonsdata.services.ServiceStack;
import org.addonsdata.services.StackStatus;
import org.addonsdata.services.StackStatus.OwnProcess;
import org.addonsdata.services.StackStatus.ServerState;
import org.addonsdata.services.StackStatus.VolumeState;
import org.addonsdata.services.StartingServers;
import org.addonsdata.services.process.Daemon;
import org.addonsdata.services.process.OpenFiles;
import org.addonsdata.services.searchnode.SearchEngine;
import org.addonsdata.services.searchnode.SearchNodeSettings;
import org.addonsdata.services.volume.Volume;
import org.addonsdata.services.volume.Volumes;

/** MariaDB and a search node as background processes on a volume, on 127.0.0.1 only. */
public final class EmbeddedStack implements ServiceStack {
    private static final String HOST = "127.0.0.1";

    /** Beyond every deadline of the work itself. */
    private static final Duration TIMEOUT = Duration.ofMinutes(6);

    private static final Duration ATTACH_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration STRAY_TIMEOUT = Duration.ofMinutes(2);
    private static final int SERVERS = 2;

    private final EmbeddedSettings settings;
    private final Volumes volumes;
    private final Volume volume;
    private final EmbeddedDatabase database;
    private final EmbeddedSearch search;

    /**
     * The stack with these settings; nothing is touched yet.
     *
     * @throws DataException {@link ErrorCode#SETTING_INVALID} for a name that no volume can have,
     *     or a heap that no node can have
     */
    public EmbeddedStack(EmbeddedSettings settings) {
        SearchNodeSettings.requireHeap(settings.searchHeap());
        this.settings = settings;
        this.volumes = new Volumes(settings.volumes());
        this.volume = volumes.volume(settings.volume());
        this.database = new EmbeddedDatabase(settings, new DatabaseFiles(volume));
        this.search = new EmbeddedSearch(settings, volume);
    }

    @Override
    public Mode mode() {
        return Mode.EMBEDDED;
    }

    @Override
    public String place() {
        return "the volume " + volume.name();
    }

    @Override
    public ProcessLock lock(String purpose, Duration wait, Consumer<String> onWait) {
        if (volume.description().isEmpty()) {
            // What cannot end well makes no volume.
            requireStartable();
        }
        return volumes.open(settings.volume()).lock(purpose, wait, onWait);
    }

    @Override
    public Optional<ProcessLock> lockIfExists(
            String purpose, Duration wait, Consumer<String> onWait) {
        return volume.lockIfExists(purpose, wait, onWait);
    }

    /**
     * {@inheritDoc}
     *
     * @throws DataException before anything is started: {@link ErrorCode#PORT_IN_USE}, {@link
     *     ErrorCode#VOLUME_IN_USE} (its servers have other ports or another engine), {@link
     *     ErrorCode#VOLUME_NOT_OURS}, {@link ErrorCode#VOLUME_FORMAT_NEWER}, {@link
     *     ErrorCode#VOLUME_SERVER_MISMATCH}, {@link ErrorCode#VOLUME_DAMAGED}, {@link
     *     ErrorCode#DISK_FULL}, {@link ErrorCode#PATH_NOT_WRITABLE}, {@link
     *     ErrorCode#ENGINE_MISSING}, {@link ErrorCode#PLATFORM_UNSUPPORTED}
     */
    @Override
    public Running start(Progress progress, Cancellation cancellation) {
        requireStartable();
        volumes.open(settings.volume());
        volume.createDirectories();
        progress.reached("up.volume-made");
        return new StartingServers(
                new TaskScope("start"),
                TIMEOUT,
                () -> database.start(progress, cancellation),
                () -> search.start(progress, cancellation));
    }

    @Override
    public Optional<Running> attach() {
        if (volume.description().isEmpty()) {
            return Optional.empty();
        }
        try (var scope = new TaskScope("attach")) {
            var node = scope.fork(search::attach);
            var found = database.attach();
            scope.join(ATTACH_TIMEOUT);
            return found.flatMap(endpoint ->
                    node.join().map(other -> new AnsweringServers(endpoint, () -> other)));
        }
    }

    @Override
    public Optional<DatabaseEndpoint> attachDatabase() {
        return volume.description().flatMap(_ -> database.attach());
    }

    @Override
    public void stop(Progress progress) {
        if (volume.kind() == Volume.Kind.FOREIGN) {
            volume.description();
        }
        try (var scope = new TaskScope("stop");
                var ended = new Closer()) {
            // Each is waited for, whatever becomes of the other one.
            for (Consumer<Progress> server :
                    List.<Consumer<Progress>>of(search::stop, database::stop)) {
                var task =
                        scope.fork(() -> {
                            server.accept(progress);
                            return true;
                        });
                ended.own(() -> StartingServers.await(task, TIMEOUT));
            }
        }
        for (var stray : StrayServers.startedOn(volume.path())) {
            stray.daemon().stop(STRAY_TIMEOUT);
            progress.note(
                    "stopped %s (process %d), whose volume was moved or deleted while it ran"
                            .formatted(stray.daemon().name(), stray.daemon().pid()));
        }
    }

    @Override
    public DataException explain(DataException failure) {
        return switch (failure.code()) {
            case SERVER_UNREACHABLE, DATABASE_ERROR, SEARCH_ERROR, TIMED_OUT ->
                    Stream.of(database.last(), search.last())
                            .flatMap(Optional::stream)
                            .filter(daemon -> !daemon.isAlive())
                            .findFirst()
                            .map(daemon -> ended(daemon, failure))
                            .orElse(failure);
            default -> failure;
        };
    }

    private static DataException ended(Daemon daemon, DataException failure) {
        var lines = daemon.lastLogLines();
        var text =
                "%s (process %d) %s while it was used: %s%s"
                        .formatted(
                                daemon.name(),
                                daemon.pid(),
                                daemon.end(),
                                failure.messageText(),
                                lines.isEmpty()
                                        ? ""
                                        : "; its log ends with\n"
                                                + lines.indent(4).stripTrailing());
        return DataException.of(failure.code(), text, failure)
                .withHint(
                        "make up starts it again on the same volume; if the system killed it for want of memory, free some; the rest of its log is "
                                + daemon.log());
    }

    @Override
    public StackStatus status() {
        var exists = volume.description().isPresent();
        var strays =
                volume.daemons().isEmpty()
                        ? StrayServers.startedOn(volume.path())
                        : List.<StrayServers.Stray>of();
        return new StackStatus(
                Mode.EMBEDDED,
                new VolumeState(volume.name(), volume.path().toString(), exists),
                astray(strays, Optional.empty()).orElseGet(database::state),
                astray(strays, Optional.of(settings.searchEngine())).orElseGet(search::state));
    }

    private void requireStartable() {
        requireDifferentPorts();
        var running = volume.daemons();
        if (running.isEmpty()) {
            requireNoStray();
        }
        if (running.size() < SERVERS) {
            OpenFiles.requireEnough();
        }
        database.requireStartable();
        search.requireStartable();
    }

    private void requireNoStray() {
        StrayServers.startedOn(volume.path()).stream()
                .findFirst()
                .ifPresent(stray -> {
                    throw DataException.of(
                                    ErrorCode.VOLUME_IN_USE,
                                    "%s (process %d) runs still on the volume that was at %s"
                                            .formatted(
                                                    stray.daemon().name(),
                                                    stray.daemon().pid(),
                                                    volume.path()))
                            .withHint("stop it first: make down");
                });
    }

    private void requireDifferentPorts() {
        if (settings.databasePort() == settings.searchPort()) {
            throw DataException.of(
                            ErrorCode.SETTING_INVALID,
                            "MYSQL_PORT and SEARCH_PORT are both " + settings.searchPort())
                    .withHint("set one of them to another port");
        }
    }

    /** A server that runs is attached to only where it was expected. */
    static void requirePort(Daemon daemon, int running, int asked, String variable) {
        if (running != asked) {
            throw DataException.of(
                            ErrorCode.VOLUME_IN_USE,
                            "%s of this volume runs on port %d, not on %d"
                                    .formatted(daemon.name(), running, asked))
                    .withHint(
                            "stop it first (make down), or set %s=%d".formatted(variable, running));
        }
    }

    static void noteDeath(Optional<Daemon> last, Progress progress) {
        last.filter(daemon -> !daemon.isAlive())
                .ifPresent(daemon ->
                        progress.note(
                                "%s had ended without being stopped; starting it again (its log is %s)"
                                        .formatted(daemon.name(), daemon.log())));
    }

    /**
     * For a server that was found running and did not become ready: one that was killed a moment
     * before is alive until the system has freed its memory, and is to be started again.
     */
    static void rethrowUnlessDead(Daemon daemon, DataException failure) {
        if (failure.code() != ErrorCode.SERVER_START_FAILED || daemon.isAlive()) {
            throw failure;
        }
    }

    private static Optional<ServerState> astray(
            List<StrayServers.Stray> strays, Optional<SearchEngine> engine) {
        return strays.stream()
                .filter(stray -> stray.engine().equals(engine))
                .map(StrayServers.Stray::daemon)
                .map(daemon ->
                        new ServerState(
                                daemon.name(),
                                true,
                                HOST,
                                Integer.parseInt(daemon.attributes().getOrDefault("port", "0")),
                                new OwnProcess(daemon.pid(), daemon.since()),
                                "runs (process %d) on a volume that was moved or deleted; make down stops it"
                                        .formatted(daemon.pid())))
                .findFirst();
    }

    /** A server that runs and does not answer is an error, not one that does not run. */
    static <T> Optional<T> answerOf(Daemon daemon, Supplier<Optional<T>> ask) {
        var answer = daemon.isSuspended() ? Optional.<T>empty() : ask.get();
        if (answer.isEmpty() && daemon.isAlive()) {
            throw daemon.unanswering();
        }
        return answer;
    }

    static ServerState state(String server, Optional<Daemon> last, int port) {
        if (last.isEmpty()) {
            return new ServerState(server, false, HOST, port, null, null);
        }
        var daemon = last.get();
        return daemon.isAlive()
                ? new ServerState(
                        server,
                        true,
                        HOST,
                        port,
                        new OwnProcess(daemon.pid(), daemon.since()),
                        daemon.isSuspended() ? daemon.unanswering().messageText() : null)
                : new ServerState(
                        server,
                        false,
                        HOST,
                        port,
                        null,
                        "ended without being stopped; its log is " + daemon.log());
    }
}
