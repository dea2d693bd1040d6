package org.addonsdata.cli.commands;

import java.util.Arrays;
import java.util.List;
import org.addonsdata.cli.settings.Secrets;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;

/** The settings as a person reads them, without passwords. */
final class SettingLines {
    private SettingLines() {}

    static List<String> of(Settings settings) {
        return Arrays.stream(Setting.values()).map(setting -> line(settings, setting)).toList();
    }

    private static String line(Settings settings, Setting setting) {
        return "%-22s %-28s %s"
                .formatted(setting, text(settings, setting), origin(settings, setting))
                .stripTrailing();
    }

    static String text(Settings settings, Setting setting) {
        if (!settings.has(setting)) {
            return "-";
        }
        var text = settings.text(setting);
        return Secrets.masked(setting.isSecret() ? Secrets.maskedSetting(text) : text);
    }

    static String origin(Settings settings, Setting setting) {
        if (!settings.has(setting)) {
            return "";
        }
        return switch (settings.value(setting).source()) {
            case FLAG -> "flag";
            case ENVIRONMENT -> "environment";
            case FILE -> "file " + settings.file(setting);
            case REMEMBERED -> "remembered from the last up";
            case DEFAULT -> "default";
        };
    }
}
