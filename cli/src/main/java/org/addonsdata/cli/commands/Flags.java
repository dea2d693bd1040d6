package org.addonsdata.cli.commands;

import java.util.Map;
import org.addonsdata.cli.settings.Setting;
import org.jspecify.annotations.Nullable;

/** Collects the flags that were given. */
final class Flags {
    private Flags() {}

    static void put(Map<Setting, String> flags, Setting setting, @Nullable String value) {
        if (value != null) {
            flags.put(setting, value);
        }
    }

    static void put(Map<Setting, String> flags, Setting setting, boolean given) {
        if (given) {
            flags.put(setting, "true");
        }
    }
}
