package org.addonsdata.cli.settings;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.search.index.IndexSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The settings of one run. */
public final class Settings {
    private static final int MAX_PORT = 65_535;

    /** Where a value came from, the strongest first. */
    public enum Source {
        FLAG,
        ENVIRONMENT,
        FILE,
        REMEMBERED,
        DEFAULT
    }

    /**
     * A value and its origin.
     *
     * @param name what the setting is called there, such as {@code "mysql_port in
     *     /srv/project/addons-data.yaml"}
     */
    public record Value(String text, Source source, String name) {}

    private final Map<Setting, Value> values = new EnumMap<>(Setting.class);

    private final FileSettings files;

    private Settings(FileSettings files) {
        this.files = files;
    }

    /** Empty values count as not given, as make passes variables that are not set. */
    public static Settings resolve(
            Map<Setting, String> flags,
            Map<String, String> environment,
            FileSettings files,
            Map<Setting, String> remembered) {
        var settings = new Settings(files);
        for (var setting : Setting.values()) {
            settings.put(setting, flags.get(setting), Source.FLAG);
            settings.put(setting, environment.get(setting.name()), Source.ENVIRONMENT);
            var written = files.values().get(setting);
            if (written != null) {
                settings.put(
                        setting,
                        written.text(),
                        Source.FILE,
                        "%s in %s"
                                .formatted(
                                        setting.name().toLowerCase(Locale.ROOT), written.file()));
            }
            settings.put(setting, remembered.get(setting), Source.REMEMBERED);
            settings.put(setting, setting.defaultValue(), Source.DEFAULT);
        }
        return settings;
    }

    private void put(Setting setting, @Nullable String text, Source source) {
        put(setting, text, source, setting.name());
    }

    private void put(Setting setting, @Nullable String text, Source source, String name) {
        if (text != null && !text.isBlank()) {
            values.putIfAbsent(setting, new Value(text.strip(), source, name));
        }
    }

    /** The configuration file that a value came from; null where it came from elsewhere. */
    public @Nullable Path file(Setting setting) {
        var written = files.values().get(setting);
        var value = values.get(setting);
        return written == null || value == null || value.source() != Source.FILE
                ? null
                : written.file();
    }

    /** The section {@code index} of the configuration files, as they have it. */
    public Optional<ObjectNode> indexSection() {
        return files.index();
    }

    /** Whether the setting has a value, as those without a default may not. */
    public boolean has(Setting setting) {
        return values.containsKey(setting);
    }

    /** What the configuration files say about the search index; for one node where they do not. */
    public IndexSettings indexSettings() {
        return files.indexSettings();
    }

    /** Whether the configuration files say anything of the search index. */
    public boolean hasIndexSettings() {
        return files.index().isPresent();
    }

    public Value value(Setting setting) {
        var value = values.get(setting);
        if (value == null) {
            throw DataException.of(ErrorCode.SETTING_INVALID, setting + " is not set")
                    .withHint("set it to the " + setting.meaning());
        }
        return value;
    }

    public String text(Setting setting) {
        return value(setting).text();
    }

    /** Whether a person chose the value, rather than us. */
    public boolean isChosen(Setting setting) {
        return value(setting).source() != Source.DEFAULT;
    }

    /** Whether another setting, given instead of this one, comes from a stronger place. */
    public boolean isWeaker(Setting setting, Setting other) {
        return has(setting)
                && has(other)
                && value(setting).source().compareTo(value(other).source()) > 0;
    }

    public boolean flag(Setting setting) {
        return switch (text(setting).toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on", "y" -> true;
            case "false", "0", "no", "off", "n" -> false;
            default -> throw invalid(setting, "true or false");
        };
    }

    public int port(Setting setting) {
        return number(setting, 1, MAX_PORT, "a port from 1 to 65535");
    }

    /** A whole number within the bounds, both included. */
    public int number(Setting setting, int least, int most, String expected) {
        try {
            int number = Integer.parseInt(text(setting).replace("_", ""));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw invalid(setting, expected);
        }
        throw invalid(setting, expected);
    }

    private DataException invalid(Setting setting, String expected) {
        var value = value(setting);
        return DataException.of(
                        ErrorCode.SETTING_INVALID,
                        "%s is '%s', which is not %s"
                                .formatted(value.name(), value.text(), expected))
                .withHint("%s: %s".formatted(setting, setting.meaning()));
    }
}
