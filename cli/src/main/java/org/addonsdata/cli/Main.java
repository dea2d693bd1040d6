package org.addonsdata.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.addonsdata.cli.commands.Invocation;
import org.addonsdata.cli.console.Console;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.ExitStatus;
import sun.misc.Signal;

/** The process: one command line in, one exit status out. */
public final class Main {
    private Main() {}

    /**
     * @param arguments as typed, without the program's name
     */
    public static void main(String[] arguments) {
        var out =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        var error =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        var cancellation = new Cancellation();
        int status;
        try (var console = Console.of(out, error, System.getenv())) {
            var asked = new AtomicBoolean();
            cancelOn("INT", asked, cancellation, console);
            cancelOn("TERM", asked, cancellation, console);
            status = run(arguments, System.getenv(), console, cancellation);
        }
        out.flush();
        error.flush();
        Runtime.getRuntime().halt(status);
    }

    /** Runs one command line and returns its exit status. */
    static int run(
            String[] arguments,
            Map<String, String> environment,
            PrintStream out,
            PrintStream error,
            Cancellation cancellation) {
        try (var console = Console.of(out, error, environment)) {
            return run(arguments, environment, console, cancellation);
        }
    }

    private static int run(
            String[] arguments,
            Map<String, String> environment,
            Console console,
            Cancellation cancellation) {
        return new CommandLines(
                        () -> new Invocation(environment, console, cancellation),
                        console,
                        cancellation)
                .run(arguments);
    }

    /**
     * The first signal asks the work to stop and clean up, the second ends the process at once,
     * even if the cancellation's own thread has not begun. So does the first one where the work is
     * stuck in a read, which would never see that it was cancelled.
     */
    private static void cancelOn(
            String signal, AtomicBoolean asked, Cancellation cancellation, Console console) {
        var main = Thread.currentThread();
        Signal.handle(
                new Signal(signal),
                _ -> {
                    if (asked.getAndSet(true) || !console.interrupted()) {
                        Runtime.getRuntime().halt(ExitStatus.INTERRUPTED.value());
                    }
                    Thread.ofVirtual().start(cancellation::cancel);
                    BlockedRead.watch(
                            main,
                            () ->
                                    Runtime.getRuntime()
                                            .halt(console.fail(Cancellation.interrupted())));
                });
    }
}
