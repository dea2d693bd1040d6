package org.addonsdata.bench.snapshots;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.addonsdata.addons.AddonsApplication;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.lifecycle.application.Population.SeedOptions;
import org.addonsdata.lifecycle.usecase.Export;
import org.addonsdata.lifecycle.usecase.Initialisation;
import org.addonsdata.lifecycle.usecase.Restore;
import org.addonsdata.lifecycle.usecase.Workplace;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.DatabaseEndpoint.Account;
import org.addonsdata.services.SearchEndpoint;
import org.addonsdata.services.ServiceStack;
import org.addonsdata.snapshot.export.ExportOptions;

/**
 * What the command line does, on a MySQL server that somebody else started, in a process with the
 * options of the launcher.
 */
final class OursOnMysql {
    private static final Duration LOCK_WAIT = Duration.ofMinutes(1);

    private OursOnMysql() {}

    /**
     * @param arguments port, search node, and {@code seed N}, {@code export DIRECTORY} or {@code
     *     restore SOURCE}
     */
    public static void main(String[] arguments) {
        var root = new Account("root", "");
        var database =
                new DatabaseEndpoint("127.0.0.1", Integer.parseInt(arguments[0]), root, root);
        var search = new SearchEndpoint(List.of(URI.create(arguments[1])));
        var workplace = workplace(new Servers(database, search));
        var workers = Runtime.getRuntime().availableProcessors();
        switch (arguments[2]) {
            case "seed" ->
                    Initialisation.run(
                            workplace,
                            new Initialisation.Options(
                                    true,
                                    false,
                                    true,
                                    new SeedOptions(Integer.parseInt(arguments[3]), 1)));
            case "export" ->
                    Export.run(
                            workplace,
                            ExportOptions.of(BenchServer.LIVE, Path.of(arguments[3]))
                                    .withWorkers(workers));
            case "restore" ->
                    Restore.run(workplace, new Restore.Options(Path.of(arguments[3]), workers));
            default -> throw new IllegalArgumentException(arguments[2]);
        }
    }

    private static Workplace workplace(ServiceStack.Running servers) {
        return new Workplace(
                new AddonsApplication(),
                servers,
                Progress.silent(),
                new Cancellation(),
                FaultPoints.NONE,
                LOCK_WAIT);
    }

    private record Servers(DatabaseEndpoint database, SearchEndpoint search)
            implements ServiceStack.Running {
        @Override
        public void close() {}
    }
}
