package org.addonsdata.cli.commands;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.addonsdata.addons.AddonsApplication;
import org.addonsdata.cli.console.Console;
import org.addonsdata.cli.settings.FileSettings;
import org.addonsdata.cli.settings.Project;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.faults.NamedFault;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.lifecycle.usecase.Workplace;
import org.addonsdata.services.Mode;
import org.addonsdata.services.ServiceStack;

/**
 * Everything one run of a command has: where it runs, whom it talks to, how it is stopped, and what
 * the use cases are built from.
 *
 * @param faults which do nothing unless a test asks in {@code ADDONS_DATA_FAULT}
 * @param training the volume it works on, whatever the settings say; nothing where they decide
 */
public record Invocation(
        Map<String, String> environment,
        Console console,
        Cancellation cancellation,
        FaultPoints faults,
        Optional<TrainingVolume> training) {
    private static final int MAX_LOCK_WAIT_SECONDS = 86_400;
    private static final int MAX_UNDO_KEEP = 20;

    /** As the environment has it. */
    public Invocation(Map<String, String> environment, Console console, Cancellation cancellation) {
        this(
                environment,
                console,
                cancellation,
                NamedFault.parse(environment.getOrDefault("ADDONS_DATA_FAULT", "")),
                Optional.empty());
    }

    /** On that volume and no other one, with no environment but its own. */
    public static Invocation on(TrainingVolume volume, Console console, Cancellation cancellation) {
        return new Invocation(
                volume.environment(), console, cancellation, FaultPoints.NONE, Optional.of(volume));
    }

    /**
     * The directory whose backups and memory are meant; make tells it, otherwise where we stand.
     */
    Project project() {
        var directory = environment.getOrDefault("ADDONS_DATA_PROJECT", "");
        return new Project(
                Path.of(directory.isEmpty() ? System.getProperty("user.dir") : directory)
                        .toAbsolutePath()
                        .normalize(),
                dataHome());
    }

    Settings settings(Map<Setting, String> flags) {
        training.ifPresent(volume -> flags.putAll(volume.flags()));
        var settings =
                Settings.resolve(
                        flags,
                        environment,
                        FileSettings.read(configurationFiles()),
                        project().remembered());
        training.ifPresent(volume -> volume.requireNothingElse(settings));
        return settings;
    }

    /** Where settings may be written, the strongest first; none of them need be there. */
    List<Path> configurationFiles() {
        return List.of(
                project().directory().resolve("addons-data.yaml"),
                configurationHome().resolve("config.yaml"));
    }

    Path dataHome() {
        return directory("XDG_DATA_HOME", ".local/share");
    }

    private Path configurationHome() {
        return directory("XDG_CONFIG_HOME", ".config");
    }

    public Path cacheHome() {
        return directory("XDG_CACHE_HOME", ".cache");
    }

    /** As the XDG base directory specification has it: relative values are ignored. */
    private Path directory(String variable, String underHome) {
        var value = environment.getOrDefault(variable, "");
        var base =
                value.startsWith("/")
                        ? Path.of(value)
                        : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")))
                                .resolve(underHome);
        return base.resolve("addons-data");
    }

    /** Where the build put the servers' binaries. */
    Path engines() {
        var engines = System.getProperty("addonsdata.engines");
        return engines == null ? home().resolve("engines") : Path.of(engines);
    }

    /** The distribution. */
    Path home() {
        return Path.of(System.getProperty("addonsdata.home", "."));
    }

    /**
     * The application, its index as the configuration files have it.
     *
     * @throws DataException with {@link ErrorCode#SETTING_INVALID} for an index that cannot be
     */
    Application application(Settings settings) {
        var application = new AddonsApplication(databaseName(settings), settings::indexSettings);
        if (settings.hasIndexSettings()) {
            requirePossible(application);
        }
        return application;
    }

    private static String databaseName(Settings settings) {
        return Stacks.mode(settings) == Mode.EXTERNAL
                ? ExternalStacks.databaseName(settings).orElse(AddonsApplication.DATABASE)
                : AddonsApplication.DATABASE;
    }

    private static void requirePossible(Application application) {
        try {
            var _ = application.indexSettings().applyTo(application.indexDefinition());
        } catch (IllegalArgumentException e) {
            throw DataException.of(
                            ErrorCode.SETTING_INVALID,
                            "the index cannot be as the configuration has it: " + e.getMessage(),
                            e)
                    .withHint("correct index.mapping in the configuration file");
        }
    }

    Duration lockWait(Settings settings) {
        return Duration.ofSeconds(
                settings.number(
                        Setting.LOCK_WAIT,
                        0,
                        MAX_LOCK_WAIT_SECONDS,
                        "a number of seconds up to a day"));
    }

    int undoKeep(Settings settings) {
        return settings.number(Setting.UNDO_KEEP, 1, MAX_UNDO_KEEP, "a number from 1 to 20");
    }

    Workplace workplace(ServiceStack.Running servers, Settings settings) {
        return new Workplace(
                application(settings),
                servers,
                progress(),
                cancellation,
                faults,
                lockWait(settings),
                undoKeep(settings),
                settings.flag(Setting.SKIP_BAD_DOCUMENTS));
    }

    /** Where what runs tells what it does, and passes its fault points. */
    Progress progress() {
        return console.progress().withFaults(faults);
    }
}
