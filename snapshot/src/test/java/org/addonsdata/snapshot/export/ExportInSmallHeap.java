package org.addonsdata.snapshot.export;

import java.nio.file.Files;
import java.nio.file.Path;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.DatabaseEndpoint.Account;

/**
 * Exports in a JVM of its own: host, port, user, password, schema, target, workers. Prints the hash
 * of the SQL, and the memory that the process had at most.
 */
final class ExportInSmallHeap {
    private ExportInSmallHeap() {}

    public static void main(String[] arguments) throws Exception {
        var account = new Account(arguments[2], arguments[3]);
        var endpoint =
                new DatabaseEndpoint(
                        arguments[0], Integer.parseInt(arguments[1]), account, account);
        var options =
                ExportOptions.of(arguments[4], Path.of(arguments[5]))
                        .withWorkers(Integer.parseInt(arguments[6]));
        var result =
                new Exporter(endpoint.connections(), Progress.silent(), new Cancellation())
                        .export(options);
        System.out.println(result.manifest().sqlSha256());
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            lines.filter(line -> line.startsWith("VmHWM:")).forEach(System.out::println);
        }
    }
}
