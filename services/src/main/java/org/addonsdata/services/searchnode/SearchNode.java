package org.addonsdata.services.searchnode;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.services.SearchEndpoint;
import org.addonsdata.services.ServerJars;
import org.addonsdata.services.process.Daemon;
import org.addonsdata.services.process.DaemonSpec;
import org.addonsdata.services.process.Ports;
import org.addonsdata.services.process.Readiness;
import tools.jackson.core.JacksonException;

/**
 * One embedded search node on 127.0.0.1. Whoever starts or stops it holds the volume's lock. What
 * was acknowledged is in the translog and synced, so it survives the end of every process.
 */
public final class SearchNode {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration TRAINING_STOP_TIMEOUT = Duration.ofMinutes(5);

    private static final String PORT = "port";
    private static final String NODE = "node";
    private static final String CLASS_LOADING = "classLoading";
    private static final String WITH_CACHE = "cached";
    private static final String WITHOUT_CACHE = "plain";
    private static final String RECORDING = "training";

    private final SearchNodeSettings settings;

    public SearchNode(SearchNodeSettings settings) {
        this.settings = settings;
    }

    /** Product and version, such as {@code "OpenSearch 3.8.0"}. */
    public String server() {
        return settings.engine().product()
                + " "
                + EngineFiles.versionIn(settings.engines(), settings.engine());
    }

    /**
     * Starts the node, or does nothing if it runs; returns without waiting for it.
     *
     * @throws DataException with {@link ErrorCode#PORT_IN_USE}, {@link ErrorCode#ENGINE_MISSING},
     *     {@link ErrorCode#PATH_NOT_WRITABLE} or {@link ErrorCode#SERVER_START_FAILED}
     */
    public Daemon start() {
        return find().orElseGet(this::launch);
    }

    /**
     * Waits until the node answers and its data can be searched. A node that does not live with its
     * ahead-of-time cache is started once more without, and the cache discarded.
     *
     * @throws DataException with {@link ErrorCode#SERVER_START_FAILED} and the log's last lines
     *     after 90 seconds or as soon as the process ends, {@link ErrorCode#SERVER_NOT_RUNNING} if
     *     it was not started, or {@link ErrorCode#INTERRUPTED}
     */
    public SearchEndpoint await(Cancellation cancellation) {
        var daemon = last().orElseThrow(this::notRunning);
        try {
            return awaitAnswer(daemon, cancellation);
        } catch (DataException e) {
            if (e.code() != ErrorCode.SERVER_START_FAILED
                    || daemon.isAlive()
                    || !WITH_CACHE.equals(daemon.attributes().get(CLASS_LOADING))) {
                throw e;
            }
        }
        var files = files();
        var endpoint = awaitAnswer(launch(files, WITHOUT_CACHE, List.of()), cancellation);
        aotCache(files).discard();
        return endpoint;
    }

    /** The running node, whether it answers or not. */
    public Optional<Daemon> find() {
        return Daemon.find(settings.runFile());
    }

    /** The node as it was started last, running or dead; nothing after {@link #stop}. */
    public Optional<Daemon> last() {
        return Daemon.last(settings.runFile());
    }

    /** The running node's port, which is the settings' one unless they changed since its start. */
    public static int port(Daemon daemon) {
        return Integer.parseInt(daemon.attributes().getOrDefault(PORT, "0"));
    }

    /** Where a node answers. */
    public static SearchEndpoint endpoint(Daemon daemon) {
        return new SearchEndpoint(List.of(URI.create("http://127.0.0.1:" + port(daemon))));
    }

    /** Whether the node that runs answers now, without waiting. */
    public static boolean answers(Daemon daemon) {
        try {
            return isOurs(daemon, new NodeHttp(endpoint(daemon).nodes().getFirst()).name());
        } catch (IOException | JacksonException e) {
            return false;
        }
    }

    /**
     * Closes the node cleanly; one that does not run is no error. One that was training leaves its
     * cache in the distribution.
     *
     * @throws DataException with {@link ErrorCode#SERVER_STOP_FAILED}
     */
    public void stop() {
        last().ifPresent(daemon -> {
            var training = RECORDING.equals(daemon.attributes().get(CLASS_LOADING));
            var wasAlive = daemon.isAlive();
            daemon.stop(training ? TRAINING_STOP_TIMEOUT : STOP_TIMEOUT);
            if (training && wasAlive) {
                aotCache(files()).finishTraining();
            }
        });
    }

    /** The file a node with these settings would load its classes from, there or not. */
    public Path aotCacheFile() {
        return aotCache(files()).file();
    }

    private Daemon launch() {
        var files = files();
        var cache = aotCache(files);
        return switch (settings.classLoading()) {
            case TRAINING -> launch(files, RECORDING, cache.trainingOptions());
            case CACHED ->
                    cache.exists()
                            ? launch(files, WITH_CACHE, cache.useOptions())
                            : launch(files, WITHOUT_CACHE, List.of());
        };
    }

    private Daemon launch(EngineFiles files, String classLoading, List<String> aotOptions) {
        var product = settings.engine().product();
        Ports.requireFree(settings.port(), product, "SEARCH_PORT");
        var jars = files.installed(settings.cache(), ServerJars.listed());
        createDirectories();
        var name = "addons-data-" + UUID.randomUUID().toString().substring(0, 8);
        var spec =
                new DaemonSpec(
                        product,
                        NodeCommand.of(settings, jars, aotOptions, name),
                        NodeCommand.ENVIRONMENT,
                        settings.log(),
                        settings.runFile());
        return Daemon.start(
                spec,
                Map.of(
                        PORT,
                        Integer.toString(settings.port()),
                        NODE,
                        name,
                        CLASS_LOADING,
                        classLoading));
    }

    private void createDirectories() {
        try {
            AtomicFiles.createPrivateDirectories(settings.directory().resolve("tmp"));
        } catch (IOException e) {
            throw DataException.of(
                    ErrorCode.PATH_NOT_WRITABLE,
                    "cannot write to " + settings.directory() + ": " + e.getMessage(),
                    e);
        }
    }

    /**
     * Waits as {@link #await} does, and starts nothing: for a node that was found running.
     *
     * @throws DataException as {@link #await}
     */
    public static SearchEndpoint awaitAnswer(Daemon daemon, Cancellation cancellation) {
        var endpoint = endpoint(daemon);
        var http = new NodeHttp(endpoint.nodes().getFirst());
        Readiness.await(
                daemon,
                START_TIMEOUT,
                () -> {
                    if (!isOurs(daemon, http.name())) {
                        return false;
                    }
                    http.awaitShards();
                    return true;
                },
                cancellation);
        return endpoint;
    }

    /** Another server may have taken the port between our look at it and the node's. */
    private static boolean isOurs(Daemon daemon, String nodeName) {
        return nodeName.equals(daemon.attributes().get(NODE));
    }

    private EngineFiles files() {
        return EngineFiles.in(settings.engines(), settings.engine());
    }

    private AotCache aotCache(EngineFiles files) {
        return AotCache.of(settings.engines(), files, NodeCommand.javaOptions(settings.engine()));
    }

    private DataException notRunning() {
        return DataException.of(
                        ErrorCode.SERVER_NOT_RUNNING, settings.engine().product() + " does not run")
                .withHint("start it: make up");
    }
}
