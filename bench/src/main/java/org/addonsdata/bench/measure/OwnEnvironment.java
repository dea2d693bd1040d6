package org.addonsdata.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * The environment of what benchmarks start, made from nothing: what somebody who measures has set
 * may lead to their data.
 */
public final class OwnEnvironment {
    private static final List<String> KEPT =
            List.of("PATH", "TMPDIR", "LANG", "LC_ALL", "JAVA_HOME", "ADDONS_DATA_JAVA_HOME");

    private OwnEnvironment() {}

    /** Gives it to a process, and the variables besides. */
    public static void of(ProcessBuilder process, Map<String, String> variables) {
        var kept = new HashMap<>(process.environment());
        kept.keySet().retainAll(KEPT);
        process.environment().clear();
        process.environment().putAll(kept);
        process.environment().putAll(variables);
    }

    /**
     * Asks our tool for its settings before it is told to do anything with them.
     *
     * @param flags that name servers
     * @param expected the settings that are no defaults
     * @throws IllegalStateException if others come out of flags, variables and files
     */
    public static void require(
            Path launcher,
            List<String> flags,
            Map<String, String> variables,
            Map<String, String> expected)
            throws IOException {
        var words = new ArrayList<>(List.of(launcher.toString(), "config", "show", "--json"));
        words.addAll(flags);
        var builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
        of(builder, variables);
        var process = builder.start();
        var chosen = new TreeMap<String, String>();
        try (var output = process.getInputStream()) {
            JsonMapper.shared()
                    .readTree(output)
                    .path("settings")
                    .forEachEntry((name, setting) -> {
                        var source = setting.path("source").asString("default");
                        if (!source.equals("default")) {
                            chosen.put(name, setting.path("value").asString());
                        }
                    });
        } finally {
            process.destroy();
        }
        if (!chosen.equals(new TreeMap<>(expected))) {
            throw new IllegalStateException(
                    "nothing was measured: the settings are %s and not %s"
                            .formatted(chosen, new TreeMap<>(expected)));
        }
    }
}
