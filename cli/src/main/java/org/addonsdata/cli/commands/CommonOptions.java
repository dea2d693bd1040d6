package org.addonsdata.cli.commands;

import org.addonsdata.cli.console.Console;
import org.addonsdata.core.details.Details;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command takes. */
final class CommonOptions {
    @Option(names = "--json", description = "Print the result, or the error, as one JSON object.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print the result alone, without progress.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description =
                    "Tell what is done in detail: servers, statements and how long they took.")
    private boolean verbose;

    @Option(
            names = "--lock-wait",
            paramLabel = "SECONDS",
            description = "How long to wait for another run (LOCK_WAIT, 60).")
    @Nullable String lockWait;

    Console applyTo(Console console) {
        console.json(json);
        console.quiet(quiet || json);
        console.verbose(verbose);
        if (verbose) {
            System.setProperty(Details.PROPERTY, "true");
        }
        return console;
    }
}
