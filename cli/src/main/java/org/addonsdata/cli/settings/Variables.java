package org.addonsdata.cli.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The variables that bear this tool's name; settings do not, as they are shared with make. */
public final class Variables {
    private static final String PREFIX = "ADDONS_DATA_";
    private static final List<String> KNOWN =
            List.of(
                    "ADDONS_DATA_PROJECT",
                    "ADDONS_DATA_JAVA_HOME",
                    "ADDONS_DATA_BUILD_VARIABLES",
                    "ADDONS_DATA_TRAIN",
                    "ADDONS_DATA_FAULT",
                    "ADDONS_DATA_TEST_RUN");

    private Variables() {}

    /**
     * Those that nothing reads, and what was meant perhaps. They are told and no error: an
     * environment outlives the version of the tool that somebody set it for.
     */
    public static Map<String, Optional<String>> unknown(Map<String, String> environment) {
        var unknown = new TreeMap<String, Optional<String>>();
        for (var name : environment.keySet()) {
            if (name.startsWith(PREFIX) && !KNOWN.contains(name)) {
                unknown.put(name, Suggestion.nearest(name, KNOWN).or(() -> setting(name)));
            }
        }
        return unknown;
    }

    /** Such as {@code ADDONS_DATA_MYSQL_PORT}, which is called {@code MYSQL_PORT}. */
    private static Optional<String> setting(String name) {
        var names = java.util.Arrays.stream(Setting.values()).map(Setting::name).toList();
        return Suggestion.nearest(name.substring(PREFIX.length()), names);
    }
}
