package org.addonsdata.cli.commands;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.addonsdata.cli.settings.FileSettings;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.Closer;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.core.files.ProcessLock;
import org.addonsdata.services.Mode;
import org.addonsdata.services.ServiceStack;
import org.addonsdata.services.volume.VolumeStore;

/**
 * The servers that a command's settings mean, of whichever mode: the one place that knows them all.
 */
final class Stacks {
    private Stacks() {}

    /** The volumes of the mode that the settings mean. */
    static VolumeStore volumes(Invocation invocation, Settings settings) {
        if (invocation.training().isPresent()) {
            return invocation.training().get().volumes();
        }
        return switch (mode(settings)) {
            case EMBEDDED -> EmbeddedStacks.volumes(invocation);
            case COMPOSE -> ComposeStacks.volumes(invocation);
            case EXTERNAL -> throw ExternalStacks.noVolumes();
        };
    }

    /**
     * The stack that the settings mean, or the training's where there is one; nothing is touched
     * yet.
     */
    static ServiceStack of(Invocation invocation, Settings settings) {
        if (invocation.training().isPresent()) {
            return invocation.training().get().stack(invocation.engines());
        }
        return switch (mode(settings)) {
            case EMBEDDED -> EmbeddedStacks.of(invocation, settings);
            case COMPOSE -> ComposeStacks.of(invocation, settings);
            case EXTERNAL -> ExternalStacks.of(invocation, settings);
        };
    }

    static Mode mode(Settings settings) {
        var asked = settings.text(Setting.MODE);
        for (var mode : Mode.values()) {
            if (mode.text().equals(asked.toLowerCase(Locale.ROOT))) {
                return mode;
            }
        }
        throw DataException.of(
                        ErrorCode.SETTING_INVALID,
                        "MODE is '%s', which is no mode".formatted(asked))
                .withHint(
                        Arrays.stream(Mode.values())
                                .map(Mode::text)
                                .collect(Collectors.joining(" or ", "set it to ", "")));
    }

    /**
     * A directory's servers of another mode are stopped before it has those of this one: two sets
     * of data under one name would be taken for each other.
     */
    private static void refuseWhileAnotherModeRuns(Invocation invocation, Settings settings) {
        var project = invocation.project();
        if (!project.isRemembered()) {
            return;
        }
        var before =
                Settings.resolve(Map.of(), Map.of(), FileSettings.none(), project.remembered());
        if (mode(before) == mode(settings) || mode(before) == Mode.EXTERNAL) {
            return;
        }
        var running = of(invocation, before);
        if (running.status().isRunning()) {
            throw DataException.of(
                            ErrorCode.ANOTHER_MODE_RUNS,
                            "the %s servers of %s run still, and %s ones are asked for"
                                    .formatted(
                                            running.mode().text(),
                                            running.place(),
                                            mode(settings).text()))
                    .withHint("stop them first: make down MODE=" + running.mode().text());
        }
    }

    /** Starts what does not run, under the stack's lock, and works with it. */
    static ExitStatus whenStarted(
            Invocation invocation,
            Settings settings,
            String purpose,
            Function<ServiceStack.Running, ExitStatus> work) {
        refuseWhileAnotherModeRuns(invocation, settings);
        // A wrong value is said before anything is started.
        var _ = invocation.undoKeep(settings);
        var stack = of(invocation, settings);
        try (var _ = lock(invocation, settings, stack, purpose);
                var running = stack.start(invocation.progress(), invocation.cancellation())) {
            return explained(stack, () -> work.apply(running));
        }
    }

    private static ExitStatus explained(ServiceStack stack, Supplier<ExitStatus> work) {
        try {
            return work.get();
        } catch (DataException e) {
            throw stack.explain(e);
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
        refuseWhileAnotherModeRuns(invocation, settings);
        var stack = of(invocation, settings);
        try (var closer = new Closer()) {
            lockIfExists(invocation, settings, stack, purpose).ifPresent(closer::own);
            var running = closer.own(attached(stack));
            return explained(stack, () -> work.apply(running));
        }
    }

    /** The servers, if they run. */
    static ServiceStack.Running attached(ServiceStack stack) {
        return stack.attach()
                .orElseThrow(() ->
                        DataException.of(
                                        ErrorCode.SERVER_NOT_RUNNING,
                                        "the servers of %s do not run".formatted(stack.place()))
                                .withHint("start them: make up (addons-data up)"));
    }

    /** The stack's lock; what it needs, such as a volume, is made if it is missing. */
    static ProcessLock lock(
            Invocation invocation, Settings settings, ServiceStack stack, String purpose) {
        var wait = invocation.lockWait(settings);
        return unlessInterrupted(invocation, () -> stack.lock(purpose, wait, waiting(invocation)));
    }

    /** The stack's lock, unless there is no volume that could be locked. */
    static Optional<ProcessLock> lockIfExists(
            Invocation invocation, Settings settings, ServiceStack stack, String purpose) {
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
