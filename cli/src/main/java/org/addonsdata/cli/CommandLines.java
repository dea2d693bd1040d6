package org.addonsdata.cli;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.addonsdata.cli.commands.AddonsData;
import org.addonsdata.cli.commands.Invocation;
import org.addonsdata.cli.console.Console;
import org.addonsdata.cli.settings.Suggestion;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.Causes;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.snapshot.format.ZstdLibrary;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses a command line, runs its command, and turns whatever happens into an exit status. */
final class CommandLines {
    private static final Pattern UNKNOWN = Pattern.compile("Unknown subcommand '(.*)'\\.");

    /** What MySQL and MariaDB answer to a statement that was killed. */
    private static final int QUERY_INTERRUPTED = 1317;

    private final Supplier<Invocation> invocations;
    private final Console console;
    private final Cancellation cancellation;

    CommandLines(Supplier<Invocation> invocations, Console console, Cancellation cancellation) {
        this.invocations = invocations;
        this.console = console;
        this.cancellation = cancellation;
    }

    int run(String[] arguments) {
        // A line that cannot be parsed has no options yet, but its error is to be JSON all the
        // same.
        console.json(List.of(arguments).contains("--json"));
        Invocation invocation;
        try {
            invocation = invocations.get();
        } catch (DataException e) {
            return console.fail(e);
        }
        ZstdLibrary.unpackIn(invocation.cacheHome().resolve("native"));
        var line =
                mayAskForHelp(arguments)
                        ? AddonsData.withHelp(invocation)
                        : AddonsData.commandLine(invocation);
        line.setOut(console.writer());
        line.setParameterExceptionHandler((e, _) -> misused(e));
        line.setExecutionExceptionHandler((e, _, _) -> failed(e));
        line.setExitCodeExceptionMapper(_ -> ExitStatus.FAILED.value());
        return line.execute(arguments);
    }

    /** Laying it out costs time that other commands need not spend. */
    private static boolean mayAskForHelp(String[] arguments) {
        return arguments.length == 0
                || Arrays.stream(arguments)
                        .anyMatch(word -> word.matches("--help|help|-[a-zA-Z]*h.*"));
    }

    private int misused(ParameterException e) {
        var command = e.getCommandLine().getCommandSpec();
        var hint =
                nearest(e)
                        .map(meant -> "did you mean " + meant + "?")
                        .orElseGet(() ->
                                "'%s --help' tells what it takes"
                                        .formatted(command.qualifiedName()));
        return console.fail(DataException.of(ErrorCode.USAGE, message(e)).withHint(hint));
    }

    private static String message(ParameterException e) {
        var unknown = strangerToHelp(e);
        if (unknown.isPresent()) {
            return "there is no command '%s'".formatted(unknown.get());
        }
        return e instanceof UnmatchedArgumentException unmatched
                        && !unmatched.isUnknownOption()
                        && !e.getCommandLine().getSubcommands().isEmpty()
                ? "there is no command '%s'".formatted(unmatched.getUnmatched().getFirst())
                : sentence(String.valueOf(e.getMessage()))
                        .replaceFirst("^unmatched argument at index \\d+: ", "too many words: ")
                        .replaceFirst("^unmatched arguments from index \\d+: ", "too many words: ")
                        .replaceFirst(" is not an? (int|long)$", " is not a whole number");
    }

    /** The option or command that a word nobody knows is nearest to. */
    private static Optional<String> nearest(ParameterException e) {
        var unknown = strangerToHelp(e);
        if (unknown.isPresent()) {
            var commands = e.getCommandLine().getSubcommands().keySet();
            return Suggestion.nearest(unknown.get(), List.copyOf(commands));
        }
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return Optional.empty();
        }
        var word = unmatched.getUnmatched().getFirst();
        var command = e.getCommandLine().getCommandSpec();
        var known =
                word.startsWith("-")
                        ? List.copyOf(command.optionsMap().keySet())
                        : List.copyOf(command.subcommands().keySet());
        return known.isEmpty()
                ? Optional.empty()
                : Suggestion.nearest(word.split("=", 2)[0], known);
    }

    /** The word that 'help' was asked about and does not know; picocli has it in a text only. */
    private static Optional<String> strangerToHelp(ParameterException e) {
        var matcher = UNKNOWN.matcher(String.valueOf(e.getMessage()));
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String sentence(String message) {
        var text = message.startsWith("Error: ") ? message.substring("Error: ".length()) : message;
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    /** No file that we read or write is beyond a disk that fails, and that is no bug of ours. */
    private static DataException fileFailure(UncheckedIOException e) {
        var cause = e.getCause();
        var reason = String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
        return reason.contains("No space left")
                ? DataException.of(ErrorCode.DISK_FULL, "the disk is full: " + reason, e)
                        .withHint("make room on it, and run the command again")
                : DataException.of(
                                ErrorCode.PATH_NOT_WRITABLE,
                                "cannot read or write a file: " + reason,
                                e)
                        .withHint("see to the disk, and run the command again");
    }

    private int failed(Exception e) {
        if (cancellation.isCancelled() && (!(e instanceof DataException) || isEndedStatement(e))) {
            return console.fail(Cancellation.interrupted());
        }
        if (e instanceof DataException failure) {
            return console.fail(failure);
        }
        if (e instanceof UncheckedIOException unread) {
            return console.fail(fileFailure(unread));
        }
        return console.bug(e);
    }

    /** Whether a statement of the database was ended from outside, as an interruption does. */
    private static boolean isEndedStatement(Exception e) {
        return Causes.find(e, SQLException.class)
                .filter(cause -> cause.getErrorCode() == QUERY_INTERRUPTED)
                .isPresent();
    }
}
