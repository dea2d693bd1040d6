package org.addonsdata.cli.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.FileErrors;
import org.addonsdata.search.cluster.Json;
import org.addonsdata.search.index.IndexSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the configuration files say: every {@link Setting} by its name in lower case, and the
 * section {@code index}. Each key of a stronger file replaces that of a weaker one. A key nobody
 * knows is an error, as a typing error must not pass for a setting. Where there is no file nothing
 * that reads YAML or JSON is loaded, so that quick commands stay quick.
 *
 * @param index the section, checked; empty where none has one
 */
public record FileSettings(Map<Setting, FileValue> values, Optional<ObjectNode> index) {
    private static final String INDEX = "index";

    /** A value as it is written, and where. */
    public record FileValue(String text, Path file) {}

    /** What the section {@code index} says; the defaults for one node where it does not. */
    public IndexSettings indexSettings() {
        return index.map(IndexSection::toSettings).orElseGet(IndexSettings::defaults);
    }

    /** Where there is no file. */
    public static FileSettings none() {
        return new FileSettings(Map.of(), Optional.empty());
    }

    /**
     * Reads the files there are.
     *
     * @param strongestFirst files that may be missing
     * @throws DataException with {@link ErrorCode#SETTING_INVALID} that names the file and the key
     */
    public static FileSettings read(List<Path> strongestFirst) {
        var present = strongestFirst.stream().filter(Files::exists).toList();
        if (present.isEmpty()) {
            return none();
        }
        var values = new EnumMap<Setting, FileValue>(Setting.class);
        var index = Json.object();
        for (var file : present.reversed()) {
            var content = YamlFile.read(file, text(file));
            content.forEachEntry((key, value) -> {
                if (key.equals(INDEX)) {
                    IndexSection.read(file, value).ifPresent(section -> merge(index, section));
                } else {
                    var setting = setting(file, key);
                    scalar(file, key, value)
                            .ifPresent(text -> {
                                requirePrivate(file, setting, text);
                                values.put(setting, new FileValue(text, file));
                            });
                }
            });
        }
        return new FileSettings(values, index.isEmpty() ? Optional.empty() : Optional.of(index));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw DataException.of(
                            ErrorCode.SETTING_INVALID,
                            "the configuration file %s cannot be read: %s"
                                    .formatted(file, FileErrors.reason(e)),
                            e)
                    .withHint("make it a readable file of UTF-8 text, or remove it");
        }
    }

    /** A secret is kept where nobody else reads it, and not in a file that is shared. */
    private static void requirePrivate(Path file, Setting setting, String text) {
        if (!setting.isSecret() || (text.contains("://") && !Secrets.hasPassword(text))) {
            return;
        }
        try {
            var permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            if (permissions.endsWith("------")) {
                return;
            }
            throw DataException.of(
                            ErrorCode.SETTING_INVALID,
                            "%s in %s is a secret, and others may read the file"
                                    .formatted(key(setting), file))
                    .withHint("chmod 600 it, or keep the secret in the environment");
        } catch (IOException | UnsupportedOperationException e) {
            throw DataException.of(
                            ErrorCode.SETTING_INVALID,
                            "cannot tell who may read %s, which holds a secret".formatted(file),
                            e)
                    .withHint("keep the secret in the environment");
        }
    }

    private static void merge(ObjectNode base, ObjectNode stronger) {
        base.setAll(Json.merged(base, stronger));
    }

    private static Setting setting(Path file, String key) {
        for (var setting : Setting.values()) {
            if (key(setting).equals(key)) {
                if (setting == Setting.INIT_FORCE_DB) {
                    throw DataException.of(
                                    ErrorCode.SETTING_INVALID,
                                    "%s in %s would start afresh at every run".formatted(key, file))
                            .withHint("say it when you mean it: make up INIT_FORCE_DB=true");
                }
                return setting;
            }
        }
        var known =
                new ArrayList<>(Arrays.stream(Setting.values()).map(FileSettings::key).toList());
        known.add(INDEX);
        throw unknown(file, key, key, known);
    }

    private static String key(Setting setting) {
        return setting.name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param path the key with the sections it is in
     */
    static DataException unknown(Path file, String path, String key, List<String> known) {
        return DataException.of(
                        ErrorCode.SETTING_INVALID,
                        "there is no setting '%s', as %s has it".formatted(path, file))
                .withHint(
                        Suggestion.nearest(key, known)
                                .map(nearest -> "did you mean " + nearest + "?")
                                .orElseGet(() -> "it is one of " + String.join(", ", known)));
    }

    static DataException wrongType(Path file, String path, JsonNode value, String expected) {
        var found =
                switch (value.getNodeType()) {
                    case ARRAY -> "a list";
                    case OBJECT -> "a section";
                    default -> "'" + value.asString("") + "'";
                };
        return DataException.of(
                        ErrorCode.SETTING_INVALID,
                        "%s in %s is %s, which is not %s".formatted(path, file, found, expected))
                .withHint("correct it in the file");
    }

    /** A value without text counts as not given, as everywhere. */
    private static Optional<String> scalar(Path file, String key, JsonNode value) {
        if (value.isNull()) {
            return Optional.empty();
        }
        if (!value.isValueNode()) {
            throw wrongType(file, key, value, "a single value");
        }
        return Optional.of(value.asString()).filter(text -> !text.isBlank());
    }
}
