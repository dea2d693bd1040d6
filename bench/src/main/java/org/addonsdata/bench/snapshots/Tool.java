package org.addonsdata.bench.snapshots;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.addonsdata.bench.measure.Command;
import org.addonsdata.bench.measure.OwnEnvironment;

/**
 * Our tool as people run it: the launcher of the built distribution, in a home directory of its
 * own.
 *
 * @param directory home, and the checkout that remembers where the servers are
 * @param servers the variables that say where they are
 */
record Tool(Path launcher, Path directory, Map<String, String> servers) {
    Command seed(int addons) {
        return command(
                List.of("initialize", "--yes"),
                Map.of(
                        "SEED_ADDONS", Integer.toString(addons),
                        "INIT_FORCE_DB", "true",
                        "INIT_SKIP_INDEX", "true"));
    }

    Command export(Path target) {
        return command(List.of("export", target.toString()), Map.of());
    }

    /** Measured up to the switch: the line about the index is the last one before it. */
    Command restore(Path source) {
        return command(List.of("restore", source.toString(), "--yes"), Map.of())
                .until("index         skipped");
    }

    Command command(List<String> words, Map<String, String> variables) {
        var all = new ArrayList<>(List.of(launcher.toString()));
        all.addAll(words);
        return Command.of(all).with(environment(variables));
    }

    private Map<String, String> environment(Map<String, String> variables) {
        var environment = new HashMap<>(variables);
        environment.putAll(servers);
        environment.put("HOME", directory.toString());
        environment.put("ADDONS_DATA_PROJECT", directory.toString());
        return environment;
    }

    /** Refuses to go on where the tool would work with other servers. */
    void requireNothingElse() throws IOException {
        OwnEnvironment.require(launcher, List.of(), environment(Map.of()), servers);
    }
}
