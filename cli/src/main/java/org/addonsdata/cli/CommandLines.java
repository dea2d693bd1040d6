package org.addonsdata.cli;

import java.util.Map;
import org.addonsdata.cli.commands.AddonsData;
import org.addonsdata.cli.commands.Invocation;
import org.addonsdata.cli.console.Console;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.errors.ExitStatus;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses a command line, runs its command, and turns whatever happens into an exit status. */
final class CommandLines {
    private final Map<String, String> environment;
    private final Console console;
    private final Cancellation cancellation;

    CommandLines(Map<String, String> environment, Console console, Cancellation cancellation) {
        this.environment = environment;
        this.console = console;
        this.cancellation = cancellation;
    }

    int run(String[] arguments) {
        var line = AddonsData.commandLine(new Invocation(environment, console, cancellation));
        line.setOut(console.writer());
        line.setParameterExceptionHandler((e, _) -> misused(e));
        line.setExecutionExceptionHandler((e, _, _) -> failed(e));
        line.setExitCodeExceptionMapper(_ -> ExitStatus.FAILED.value());
        return line.execute(arguments);
    }

    private int misused(ParameterException e) {
        var suggestions =
                e instanceof UnmatchedArgumentException unmatched
                        ? unmatched.getSuggestions()
                        : java.util.List.<String>of();
        var command = e.getCommandLine().getCommandSpec().qualifiedName();
        var hint =
                suggestions.isEmpty()
                        ? "'" + command + " --help' tells what it takes"
                        : "did you mean " + String.join(" or ", suggestions) + "?";
        return console.fail(
                DataException.of(ErrorCode.USAGE, decapitalised(String.valueOf(e.getMessage())))
                        .withHint(hint));
    }

    private static String decapitalised(String message) {
        return message.isEmpty()
                ? message
                : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    private int failed(Exception e) {
        if (e instanceof DataException failure) {
            return console.fail(failure);
        }
        if (cancellation.isCancelled()) {
            return console.fail(Cancellation.interrupted());
        }
        return console.bug(e);
    }
}
