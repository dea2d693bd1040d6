package org.addonsdata.cli.commands;

import java.util.EnumMap;
import java.util.Map;
import org.addonsdata.cli.settings.Setting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** Which volume a command is about. */
final class NamedVolume {
    @Parameters(
            arity = "0..1",
            paramLabel = "VOLUME",
            description = "Name or absolute path (DATA_VOLUME).")
    private @Nullable String name;

    Map<Setting, String> flags() {
        var flags = new EnumMap<Setting, String>(Setting.class);
        Flags.put(flags, Setting.DATA_VOLUME, name);
        return flags;
    }
}
