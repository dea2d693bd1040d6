package org.addonsdata.snapshot.export;

import java.nio.file.Files;
import java.nio.file.Path;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.DatabaseEndpoint.Account;
import org.addonsdata.snapshot.restore.RestoreOptions;
import org.addonsdata.snapshot.restore.Restorer;

/**
 * Restores in a JVM of its own: host, port, user, password, schema, source, workers. Prints the
 * number of rows, and the memory that the process had at most.
 */
final class RestoreInSmallHeap {
    private RestoreInSmallHeap() {}

    public static void main(String[] arguments) throws Exception {
        var account = new Account(arguments[2], arguments[3]);
        var endpoint =
                new DatabaseEndpoint(
                        arguments[0], Integer.parseInt(arguments[1]), account, account);
        var options =
                RestoreOptions.of(Path.of(arguments[5]), arguments[4])
                        .withWorkers(Integer.parseInt(arguments[6]));
        var result =
                new Restorer(endpoint.connections(), Progress.silent(), new Cancellation())
                        .restore(options);
        System.out.println(result.rows());
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            lines.filter(line -> line.startsWith("VmHWM:")).forEach(System.out::println);
        }
    }
}
