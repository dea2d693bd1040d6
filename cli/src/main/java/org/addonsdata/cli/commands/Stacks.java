package org.addonsdata.cli.commands;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.Closer;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.core.files.ProcessLock;
import org.addonsdata.services.ServiceStack;
import org.addonsdata.services.StackStatus.ServerState;
import org.addonsdata.services.embedded.EmbeddedSettings;
import org.addonsdata.services.embedded.EmbeddedStack;
import org.addonsdata.services.searchnode.SearchEngine;
import org.addonsdata.services.searchnode.SearchNodeSettings.ClassLoading;
import org.addonsdata.services.volume.Volumes;

/** The servers that a command's settings mean. */
final class Stacks {
    private Stacks() {}

    static Volumes volumes(Invocation invocation) {
        return new Volumes(invocation.dataHome().resolve("volumes"));
    }

    /**
     * The stack with these settings; a port that nobody chose is that of the server that runs, if
     * one does.
     */
    static EmbeddedStack of(Invocation invocation, Settings settings) {
        int mysqlPort = settings.port(Setting.MYSQL_PORT);
        int searchPort = settings.port(Setting.SEARCH_PORT);
        var stack = of(invocation, settings, mysqlPort, searchPort);
        if (settings.isChosen(Setting.MYSQL_PORT) && settings.isChosen(Setting.SEARCH_PORT)) {
            return stack;
        }
        var status = stack.status();
        return of(
                invocation,
                settings,
                running(settings, Setting.MYSQL_PORT, status.database(), mysqlPort),
                running(settings, Setting.SEARCH_PORT, status.search(), searchPort));
    }

    private static int running(Settings settings, Setting setting, ServerState server, int port) {
        return server.running() && !settings.isChosen(setting) ? server.port() : port;
    }

    private static EmbeddedStack of(
            Invocation invocation, Settings settings, int mysqlPort, int searchPort) {
        return new EmbeddedStack(
                new EmbeddedSettings(
                        settings.text(Setting.DATA_VOLUME),
                        invocation.dataHome().resolve("volumes"),
                        invocation.cacheHome(),
                        invocation.engines(),
                        mysqlPort,
                        searchPort,
                        engine(settings),
                        settings.text(Setting.SEARCH_HEAP),
                        invocation.isTraining() ? ClassLoading.TRAINING : ClassLoading.CACHED));
    }

    private static SearchEngine engine(Settings settings) {
        for (var engine : SearchEngine.values()) {
            if (engine.text()
                    .equals(settings.text(Setting.SEARCH_ENGINE).toLowerCase(Locale.ROOT))) {
                return engine;
            }
        }
        throw DataException.of(
                        ErrorCode.SETTING_INVALID,
                        "SEARCH_ENGINE is '%s', which is no search engine"
                                .formatted(settings.text(Setting.SEARCH_ENGINE)))
                .withHint("set it to opensearch or elasticsearch");
    }

    /** Starts what does not run, under the stack's lock, and works with it. */
    static ExitStatus whenStarted(
            Invocation invocation,
            Settings settings,
            String purpose,
            Function<ServiceStack.Running, ExitStatus> work) {
        var stack = of(invocation, settings);
        var wait = invocation.lockWait(settings);
        try (var _ =
                        unlessInterrupted(
                                invocation, () -> stack.lock(purpose, wait, waiting(invocation)));
                var running =
                        stack.start(invocation.console().progress(), invocation.cancellation())) {
            return work.apply(running);
        }
    }

    /**
     * Works with servers that run, under the stack's lock.
     *
     * @throws DataException with {@link ErrorCode#SERVER_NOT_RUNNING}
     */
    static ExitStatus whileRunning(
            Invocation invocation,
            Settings settings,
            String purpose,
            Function<ServiceStack.Running, ExitStatus> work) {
        var stack = of(invocation, settings);
        try (var closer = new Closer()) {
            lockIfExists(invocation, settings, stack, purpose).ifPresent(closer::own);
            return work.apply(closer.own(attached(stack, settings)));
        }
    }

    /** The servers, if they run. */
    static ServiceStack.Running attached(EmbeddedStack stack, Settings settings) {
        return stack.attach()
                .orElseThrow(() ->
                        DataException.of(
                                        ErrorCode.SERVER_NOT_RUNNING,
                                        "the servers of the volume %s do not run"
                                                .formatted(settings.text(Setting.DATA_VOLUME)))
                                .withHint("start them: make up (addons-data up)"));
    }

    /** The stack's lock, unless there is no volume that could be locked. */
    static Optional<ProcessLock> lockIfExists(
            Invocation invocation, Settings settings, EmbeddedStack stack, String purpose) {
        var wait = invocation.lockWait(settings);
        return unlessInterrupted(
                invocation, () -> stack.lockIfExists(purpose, wait, waiting(invocation)));
    }

    /** Ctrl-C ends the wait at once, rather than after it. */
    private static <T> T unlessInterrupted(Invocation invocation, Supplier<T> wait) {
        var cancellation = invocation.cancellation();
        try (var _ = cancellation.onCancel(Thread.currentThread()::interrupt)) {
            return wait.get();
        } catch (DataException e) {
            throw cancellation.isCancelled() ? Cancellation.interrupted() : e;
        } finally {
            Thread.interrupted();
        }
    }

    private static Consumer<String> waiting(Invocation invocation) {
        return holder -> invocation.console().progress().note("waiting for another run: " + holder);
    }
}
