package org.addonsdata.cli.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.addonsdata.core.files.AtomicFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The directory a run belongs to, which has its {@code backups}, and what `up` remembered for it:
 * which mode, volume, ports, search engine and images, so that later commands find the same servers
 * without being told again. The memory lies with the user's data, so that nothing is written into
 * the directory.
 */
public final class Project {
    private static final Setting[] REMEMBERED = {
        Setting.MODE,
        Setting.DATA_VOLUME,
        Setting.MYSQL_PORT,
        Setting.SEARCH_PORT,
        Setting.SEARCH_ENGINE,
        Setting.MYSQL_IMAGE,
        Setting.SEARCH_IMAGE,
        Setting.DOCKER_PROJECT
    };

    /** What leads to external servers; passwords are left to the environment and to files. */
    private static final Setting[] REMEMBERED_OF_EXTERNAL = {
        Setting.DATABASE_URL,
        Setting.DATABASE_PASSWORD_FILE,
        Setting.DATABASE_TLS,
        Setting.DATABASE_CA,
        Setting.RESTORE_USER,
        Setting.RESTORE_PASSWORD_FILE,
        Setting.SEARCH_URL,
        Setting.SEARCH_PASSWORD_FILE,
        Setting.SEARCH_API_KEY_FILE,
        Setting.SEARCH_CA,
        Setting.SEARCH_FINGERPRINT
    };

    private final Path directory;
    private final Path memories;
    private final Path memory;
    private final Path confirmations;

    public Project(Path directory, Path dataHome) {
        this.directory = directory;
        this.memories = dataHome.resolve("projects");
        this.memory = memories.resolve(nameOf(directory) + ".json");
        this.confirmations = memories.resolve(nameOf(directory) + ".confirmed.json");
    }

    public Path directory() {
        return directory;
    }

    /** Whether `up` ever ran for it. */
    public boolean isRemembered() {
        return Files.isReadable(memory);
    }

    /** What was remembered; nothing when there is none or it cannot be read. */
    public Map<Setting, String> remembered() {
        var values = new EnumMap<Setting, String>(Setting.class);
        if (!Files.isReadable(memory)) {
            return values;
        }
        try {
            var json = JsonMapper.shared().readTree(Files.readString(memory));
            for (var setting : all()) {
                if (json.path(setting.name()).isString()) {
                    values.put(setting, json.path(setting.name()).stringValue());
                }
            }
        } catch (IOException | JacksonException e) {
            return values;
        }
        return values;
    }

    private static List<Setting> all() {
        var settings = new ArrayList<>(Arrays.asList(REMEMBERED));
        settings.addAll(Arrays.asList(REMEMBERED_OF_EXTERNAL));
        return settings;
    }

    /**
     * Remembers what differs from the defaults.
     *
     * @param isExternal whether the servers are somebody else's: only then do their addresses count
     */
    public void remember(Settings settings, boolean isExternal) {
        var json = JsonMapper.shared().createObjectNode().put("project", directory.toString());
        for (var setting : isExternal ? all() : Arrays.asList(REMEMBERED)) {
            if (settings.has(setting) && !settings.text(setting).equals(setting.defaultValue())) {
                json.put(setting.name(), Secrets.withoutPassword(settings.text(setting)));
            }
        }
        try {
            AtomicFiles.createPrivateDirectories(memories);
            if (!Files.exists(memory) || !Files.readString(memory).equals(json.toString())) {
                AtomicFiles.write(memory, json.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether somebody typed the name of these data once, for this project. */
    public boolean isConfirmed(String place) {
        return confirmed().contains(place);
    }

    /** Remembers that. */
    public void confirm(String place) {
        var places = new TreeSet<>(confirmed());
        if (!places.add(place)) {
            return;
        }
        var json = JsonMapper.shared().createObjectNode().put("project", directory.toString());
        places.forEach(json.putArray("confirmed")::add);
        try {
            AtomicFiles.createPrivateDirectories(memories);
            AtomicFiles.write(confirmations, json.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing where the file is missing or cannot be read: then it is asked once more. */
    private Set<String> confirmed() {
        var places = new TreeSet<String>();
        try {
            JsonMapper.shared()
                    .readTree(Files.readString(confirmations))
                    .path("confirmed")
                    .forEach(place -> places.add(place.asString("")));
        } catch (IOException | JacksonException e) {
            return Set.of();
        }
        return places;
    }

    private static String nameOf(Path directory) {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(directory.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
