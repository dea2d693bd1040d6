package org.addonsdata.bench.index;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.addonsdata.addons.AddonsApplication;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.lifecycle.usecase.Workplace;
import org.addonsdata.services.ServiceStack;
import org.addonsdata.services.embedded.EmbeddedSettings;
import org.addonsdata.services.embedded.EmbeddedStack;
import org.addonsdata.services.searchnode.SearchEngine;

/**
 * The embedded servers on a volume in the bench's directory, the same for the process that starts
 * them and for those that are measured.
 */
record BenchServers(Path directory, int databasePort, int searchPort) {
    private static final Duration LOCK_WAIT = Duration.ofMinutes(1);

    EmbeddedStack stack() {
        var engines = System.getProperty("addonsdata.engines");
        return new EmbeddedStack(
                new EmbeddedSettings(
                        directory.resolve("volume").toString(),
                        directory.resolve("volumes"),
                        directory.resolve("cache"),
                        Path.of(Objects.requireNonNull(engines, "addonsdata.engines")),
                        databasePort,
                        searchPort,
                        SearchEngine.OPENSEARCH));
    }

    ServiceStack.Running attached() {
        return stack().attach().orElseThrow(() -> new IllegalStateException("no servers run"));
    }

    Workplace workplace(ServiceStack.Running running) {
        return new Workplace(
                new AddonsApplication(),
                running,
                Progress.silent(),
                new Cancellation(),
                FaultPoints.NONE,
                LOCK_WAIT);
    }

    /** As arguments of another process. */
    List<String> arguments() {
        return List.of(
                directory.toString(), Integer.toString(databasePort), Integer.toString(searchPort));
    }

    static BenchServers of(List<String> arguments) {
        return new BenchServers(
                Path.of(arguments.get(0)),
                Integer.parseInt(arguments.get(1)),
                Integer.parseInt(arguments.get(2)));
    }
}
