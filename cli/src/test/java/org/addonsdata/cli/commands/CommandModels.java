package org.addonsdata.cli.commands;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.addonsdata.cli.console.Console;
import org.addonsdata.core.concurrent.Cancellation;
import picocli.CommandLine;

/** The command line as a model, for tests that run nothing. */
final class CommandModels {
    private CommandModels() {}

    static CommandLine root() {
        var nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        var console = Console.of(nowhere, nowhere, Map.of());
        return AddonsData.withHelp(new Invocation(Map.of(), console, new Cancellation()));
    }

    /** Every command that a person is to know, the root first. */
    static Stream<CommandLine> all() {
        return all(root());
    }

    private static Stream<CommandLine> all(CommandLine line) {
        return Stream.concat(
                Stream.of(line),
                line.getSubcommands().values().stream()
                        .filter(each -> !each.getCommandSpec().usageMessage().hidden())
                        .flatMap(CommandModels::all));
    }
}
