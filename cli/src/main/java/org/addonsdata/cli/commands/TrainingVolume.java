package org.addonsdata.cli.commands;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.cli.settings.Settings.Source;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.services.ServiceStack;
import org.addonsdata.services.embedded.EmbeddedSettings;
import org.addonsdata.services.embedded.EmbeddedStack;
import org.addonsdata.services.process.Daemon;
import org.addonsdata.services.process.Ports;
import org.addonsdata.services.searchnode.SearchEngine;
import org.addonsdata.services.searchnode.SearchNodeSettings;
import org.addonsdata.services.searchnode.SearchNodeSettings.ClassLoading;
import org.addonsdata.services.volume.Volumes;

/**
 * The volume that the build records starts on, in a home directory that it made for this. A run
 * that was given one works on its servers alone: the settings cannot lead it to others, because the
 * choice of servers does not ask them. Closing it ends the servers and deletes everything.
 */
public final class TrainingVolume implements AutoCloseable {
    private static final String NAME = "training";

    private final Path home;
    private final int databasePort = Ports.anyFree();
    private final int searchPort = Ports.anyFree();

    private TrainingVolume(Path home) {
        this.home = home;
    }

    /**
     * Makes a new home directory for it.
     *
     * @param directory which exists, and in which no training has been
     */
    public static TrainingVolume create(Path directory) {
        try {
            return new TrainingVolume(Files.createDirectory(home(directory)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a training that was killed left in its directory, to be closed. */
    public static TrainingVolume left(Path directory) {
        return new TrainingVolume(home(directory));
    }

    private static Path home(Path directory) {
        return directory.toAbsolutePath().normalize().resolve("home");
    }

    /** All that a run finds in its environment. */
    Map<String, String> environment() {
        return Map.of(
                "HOME", home.toString(),
                "ADDONS_DATA_PROJECT", home.toString(),
                "LANG", "C.UTF-8");
    }

    /** Stronger than what is typed. */
    Map<Setting, String> flags() {
        return Map.of(
                Setting.MODE,
                "embedded",
                Setting.DATA_VOLUME,
                NAME,
                Setting.MYSQL_PORT,
                Integer.toString(databasePort),
                Setting.SEARCH_PORT,
                Integer.toString(searchPort));
    }

    /**
     * @throws DataException if a setting comes from anywhere but the command line that was trained,
     *     or speaks of other servers
     */
    void requireNothingElse(Settings settings) {
        for (var setting : Setting.values()) {
            if (settings.has(setting) && isForeign(setting, settings.value(setting).source())) {
                throw DataException.of(
                                ErrorCode.SETTING_INVALID,
                                "a training takes no settings, and %s is set"
                                        .formatted(settings.value(setting).name()))
                        .withHint("nothing was done; let scripts/train start it");
            }
        }
    }

    private static boolean isForeign(Setting setting, Source source) {
        return source == Source.ENVIRONMENT
                || source == Source.FILE
                || setting == Setting.DATABASE_URL
                || setting == Setting.SEARCH_URL;
    }

    Volumes volumes() {
        return new Volumes(home.resolve(".local/share/addons-data/volumes"));
    }

    /** Its servers; the search node records what it loads. */
    ServiceStack stack(Path engines) {
        return new EmbeddedStack(
                new EmbeddedSettings(
                        NAME,
                        home.resolve(".local/share/addons-data/volumes"),
                        home.resolve(".cache/addons-data"),
                        engines,
                        databasePort,
                        searchPort,
                        SearchEngine.OPENSEARCH,
                        SearchNodeSettings.DEFAULT_HEAP,
                        ClassLoading.TRAINING));
    }

    /** Servers that run still, as after a failure, are killed: their data is not needed. */
    @Override
    public void close() {
        List<Daemon> running = volumes().volume(NAME).daemons();
        running.forEach(Daemon::kill);
        try {
            AtomicFiles.deleteTree(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
