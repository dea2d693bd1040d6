package org.addonsdata.cli.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.search.cluster.Json;
import org.addonsdata.search.index.IndexSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The section {@code index} of a configuration file. */
final class IndexSection {
    private static final String SHARDS = "shards";
    private static final String REPLICAS = "replicas";
    private static final String REFRESH = "refresh_interval";
    private static final String SETTINGS = "settings";
    private static final String MAPPING = "mapping";
    private static final List<String> KEYS = List.of(SHARDS, REPLICAS, REFRESH, SETTINGS, MAPPING);
    private static final int MOST_SHARDS = 1024;
    private static final int MOST_REPLICAS = 100;

    private IndexSection() {}

    /**
     * The section, every key of it known and of its type; empty where nothing is said.
     *
     * @throws DataException that names file and key
     */
    static Optional<ObjectNode> read(Path file, JsonNode value) {
        if (value.isNull()) {
            return Optional.empty();
        }
        if (!(value instanceof ObjectNode section)) {
            throw FileSettings.wrongType(file, "index", value, "a section");
        }
        var read = Json.object();
        section.forEachEntry((key, entry) -> {
            if (!KEYS.contains(key)) {
                throw FileSettings.unknown(file, "index." + key, key, KEYS);
            }
            if (!entry.isNull()) {
                check(file, key, entry);
                read.set(key, entry);
            }
        });
        return Optional.of(read);
    }

    private static void check(Path file, String key, JsonNode value) {
        switch (key) {
            case SHARDS -> number(file, key, value, 1, MOST_SHARDS);
            case REPLICAS -> number(file, key, value, 0, MOST_REPLICAS);
            case REFRESH -> interval(file, value);
            case SETTINGS -> lasting(file, section(file, key, value));
            default -> section(file, key, value);
        }
    }

    private static void number(Path file, String key, JsonNode value, int least, int most) {
        if (!value.isInt() || value.asInt() < least || value.asInt() > most) {
            throw FileSettings.wrongType(
                    file,
                    "index." + key,
                    value,
                    "a whole number from %d to %d".formatted(least, most));
        }
    }

    private static void interval(Path file, JsonNode value) {
        if (!value.isValueNode() || !value.asString().matches("-1|[0-9]{1,9}(ms|s|m|h)")) {
            throw FileSettings.wrongType(
                    file, "index." + REFRESH, value, "a time such as 1s, or -1 for never");
        }
    }

    private static ObjectNode section(Path file, String key, JsonNode value) {
        if (value instanceof ObjectNode section) {
            return section;
        }
        throw FileSettings.wrongType(file, "index." + key, value, "a section");
    }

    /** What has a key of its own would be lost among the server's settings. */
    private static void lasting(Path file, ObjectNode settings) {
        for (var name : List.of("number_of_shards", "number_of_replicas", REFRESH)) {
            if (settings.has(name)) {
                throw DataException.of(
                                ErrorCode.SETTING_INVALID,
                                "index.settings.%s in %s has a key of its own"
                                        .formatted(name, file))
                        .withHint("write it as index." + name.replace("number_of_", ""));
            }
        }
    }

    /** What the checked keys mean; the defaults where nothing is said. */
    static IndexSettings toSettings(ObjectNode index) {
        var defaults = IndexSettings.defaults();
        var overrides = Json.object();
        for (var key : List.of(SETTINGS, MAPPING)) {
            if (index.get(key) instanceof ObjectNode section) {
                overrides.set(key, section);
            }
        }
        return new IndexSettings(
                index.path(SHARDS).asInt(defaults.shards()),
                index.path(REPLICAS).asInt(defaults.replicas()),
                index.path(REFRESH).asString(defaults.refreshInterval()),
                overrides);
    }
}
