package org.addonsdata.services.embedded;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.services.SearchEndpoint;
import org.addonsdata.services.StackStatus.ServerState;
import org.addonsdata.services.process.Daemon;
import org.addonsdata.services.process.Ports;
import org.addonsdata.services.searchnode.SearchEngine;
import org.addonsdata.services.searchnode.SearchNode;
import org.addonsdata.services.searchnode.SearchNodeSettings;
import org.addonsdata.services.volume.Volume;

/**
 * The search node of one volume: of the engine that was chosen, and of the other one if that runs
 * still.
 */
record EmbeddedSearch(EmbeddedSettings settings, Volume volume) {
    static final String TASK = "search";

    private static final String PORT_VARIABLE = "SEARCH_PORT";

    /** Refuses, before anything is started or changed, what cannot end well. */
    void requireStartable() {
        for (var engine : others()) {
            node(engine)
                    .find()
                    .ifPresent(daemon -> {
                        throw DataException.of(
                                        ErrorCode.VOLUME_IN_USE,
                                        "%s serves the volume %s, not %s"
                                                .formatted(
                                                        daemon.name(),
                                                        volume.name(),
                                                        settings.searchEngine().product()))
                                .withHint("stop it first: make down");
                    });
        }
        var running = node().find();
        if (running.isPresent()) {
            EmbeddedStack.requirePort(
                    running.get(),
                    SearchNode.port(running.get()),
                    settings.searchPort(),
                    PORT_VARIABLE);
            return;
        }
        Ports.requireFree(settings.searchPort(), settings.searchEngine().product(), PORT_VARIABLE);
    }

    /** Starts the node if it does not run, and waits for it. */
    SearchEndpoint start(Progress progress, Cancellation cancellation) {
        var node = node();
        try (var task = progress.start(TASK, Progress.Unit.STEPS)) {
            var running = node.find();
            if (running.isPresent()) {
                try {
                    var endpoint =
                            awaitUnlessLeft(
                                    () -> SearchNode.awaitAnswer(running.get(), cancellation),
                                    task);
                    task.skipped("runs already, on port " + SearchNode.port(running.get()));
                    return endpoint;
                } catch (DataException e) {
                    EmbeddedStack.rethrowUnlessDead(running.get(), e);
                }
            }
            EmbeddedStack.noteDeath(node.last(), progress);
            var daemon = node.start();
            task.reached("up.search-launched");
            var endpoint = awaitUnlessLeft(() -> node.await(cancellation), task);
            task.reached("up.search-ready");
            task.done("%s on port %d".formatted(node.server(), SearchNode.port(daemon)));
            return endpoint;
        }
    }

    /** Whoever waits may go away before the node answers; it starts all the same. */
    private static SearchEndpoint awaitUnlessLeft(
            Supplier<SearchEndpoint> waiting, Progress.Task task) {
        try {
            return waiting.get();
        } catch (DataException e) {
            if (e.code() == ErrorCode.INTERRUPTED) {
                task.skipped("not waited for; it goes on starting");
            }
            throw e;
        }
    }

    /** The node if it runs and answers now. */
    Optional<SearchEndpoint> attach() {
        return node().find()
                .flatMap(daemon ->
                        EmbeddedStack.answerOf(
                                daemon,
                                () ->
                                        Optional.of(daemon)
                                                .filter(SearchNode::answers)
                                                .map(SearchNode::endpoint)));
    }

    /** The node as it was started last, running or dead. */
    Optional<Daemon> last() {
        return node().last();
    }

    /** Stops whichever engine runs. */
    void stop(Progress progress) {
        try (var task = progress.start(TASK, Progress.Unit.STEPS)) {
            var nodes = Arrays.stream(SearchEngine.values()).map(this::node).toList();
            var isRunning = nodes.stream().anyMatch(node -> node.find().isPresent());
            nodes.forEach(SearchNode::stop);
            if (isRunning) {
                task.done("stopped");
            } else {
                task.skipped("does not run");
            }
        }
    }

    ServerState state() {
        var node = node();
        return EmbeddedStack.state(
                server(node),
                node.last(),
                node.find().map(SearchNode::port).orElse(settings.searchPort()));
    }

    private String server(SearchNode node) {
        try {
            return node.server();
        } catch (DataException e) {
            if (e.code() == ErrorCode.ENGINE_MISSING) {
                return settings.searchEngine().product();
            }
            throw e;
        }
    }

    private List<SearchEngine> others() {
        return Arrays.stream(SearchEngine.values())
                .filter(engine -> engine != settings.searchEngine())
                .toList();
    }

    private SearchNode node() {
        return node(settings.searchEngine());
    }

    private SearchNode node(SearchEngine engine) {
        return new SearchNode(
                new SearchNodeSettings(
                        engine,
                        volume.path(),
                        settings.engines(),
                        settings.cache(),
                        settings.searchPort(),
                        settings.searchHeap(),
                        settings.searchClassLoading()));
    }
}
