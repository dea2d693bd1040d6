package org.addonsdata.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.addonsdata.cli.commands.Invocation;
import org.addonsdata.cli.commands.TrainingVolume;
import org.addonsdata.cli.console.Console;
import org.addonsdata.core.concurrent.Cancellation;
import sun.misc.Signal;

/**
 * Runs every quick command once in one process, which the JVM records for its AOT cache, and the
 * long ones on data that are large enough for the second compiler to find what is worth its time.
 * It is a smoke test of a new distribution as well: what fails here fails the recording. All of
 * them get a volume that is made here, and no environment.
 */
public final class Training {
    private static final String[][] LINES = {
        {"--version"},
        {"up"},
        {"status"},
        {"status", "--json"},
        {"env"},
        {"initialize"},
        {"volume", "list"},
        {"volume", "inspect"},
        {"initialize", "--force-db", "--yes"},
        {"undo", "--yes"},
        {"initialize", "--force-db", "--yes", "--seed-addons", "3000"},
        {"reindex"},
        {"export"},
        {"snapshots", "list"},
        {"restore", "--yes"},
        {"search", "tab", "--explain"},
        {"up"},
        {"down"}
    };

    private Training() {}

    /**
     * @param arguments a directory for everything that is made; or {@code --end} and the directory
     *     of a training that was killed, which ends its servers and deletes its files
     */
    public static void main(String[] arguments) {
        if (arguments[0].equals("--end")) {
            TrainingVolume.left(Path.of(arguments[1])).close();
            return;
        }
        var cancellation = new Cancellation();
        int status;
        try (var volume = TrainingVolume.create(Path.of(arguments[0]))) {
            for (var signal : List.of("INT", "TERM", "HUP")) {
                Signal.handle(
                        new Signal(signal), _ -> Thread.ofVirtual().start(cancellation::cancel));
            }
            status = run(volume, cancellation);
        }
        if (status != 0) {
            // Nothing is recorded then.
            Runtime.getRuntime().halt(status);
        }
    }

    private static int run(TrainingVolume volume, Cancellation cancellation) {
        int status = 0;
        for (var line : LINES) {
            System.out.println("$ addons-data " + String.join(" ", line));
            status = Math.max(status, run(line, volume, cancellation));
            if (cancellation.isCancelled()) {
                break;
            }
        }
        return status;
    }

    /** Runs one command line on the volume and returns its exit status. */
    static int run(String[] line, TrainingVolume volume, Cancellation cancellation) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (var console = Console.of(out, out, Map.of())) {
            return new CommandLines(
                            () -> Invocation.on(volume, console, cancellation),
                            console,
                            cancellation)
                    .run(line);
        }
    }
}
