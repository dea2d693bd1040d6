package org.addonsdata.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.services.process.Daemon;
import org.addonsdata.services.process.Ports;
import org.addonsdata.services.searchnode.SearchEngine;
import org.addonsdata.services.searchnode.SearchNode;
import org.addonsdata.services.searchnode.SearchNodeSettings;

/** A search node of one test, which kills, pauses and starts it again on the same data and port. */
public final class KillableSearch implements AutoCloseable {
    private final Path directory;
    private final SearchNode node;
    private final URI uri;

    private KillableSearch(Path directory, SearchNode node, URI uri) {
        this.directory = directory;
        this.node = node;
        this.uri = uri;
    }

    /** Starts one and waits until it answers. */
    public static KillableSearch start(SearchEngine engine) {
        try {
            var directory = Files.createTempDirectory("addons-data-test-killable");
            var port = Ports.anyFree();
            var settings =
                    SearchNodeSettings.of(
                            engine, directory, TestDatabase.engines(), TestDatabase.cache(), port);
            var search =
                    new KillableSearch(
                            directory,
                            new SearchNode(settings),
                            URI.create("http://127.0.0.1:" + port));
            try {
                search.startAgain();
                return search;
            } catch (RuntimeException e) {
                search.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI uri() {
        return uri;
    }

    /** Ends the node as a crash would, at once. */
    public void kill() {
        node.last().ifPresent(Daemon::kill);
    }

    /** Starts it after {@link #kill} and waits until it answers. */
    public void startAgain() {
        node.start();
        var _ = node.await(new Cancellation());
    }

    /** From now on it takes connections, as its system does, and answers nothing. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on after {@link #pause}. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        var pid = node.find().orElseThrow().pid();
        try {
            var process = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("cannot send " + name + " to " + pid);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends the node and deletes its data. */
    @Override
    public void close() {
        kill();
        try {
            AtomicFiles.deleteTree(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
