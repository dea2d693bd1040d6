package org.addonsdata.bench.index;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.addonsdata.bench.measure.Command;
import org.addonsdata.bench.measure.Usage;
import tools.jackson.databind.json.JsonMapper;

/** Runs a {@link Contender}, which measures itself. */
record ClientProcess(BenchServers servers) {
    private static final long MOST_HOURS = 2;

    Usage run(Way way) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(servers.arguments());
        arguments.addAll(way.arguments());
        var process =
                new ProcessBuilder(Command.ofMain(Contender.class, arguments).words())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(MOST_HOURS, TimeUnit.HOURS) || process.exitValue() != 0) {
                throw new IOException(way.title() + " failed: " + output);
            }
            var lines = output.lines().toList();
            return Usage.of(JsonMapper.shared().readTree(lines.getLast()));
        } finally {
            process.destroyForcibly();
        }
    }
}
