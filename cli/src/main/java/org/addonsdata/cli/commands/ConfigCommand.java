package org.addonsdata.cli.commands;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Shows the settings and where each came from.",
        synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    static CommandLine commandLine(Invocation invocation) {
        return new CommandLine(new ConfigCommand())
                .addSubcommand(new ConfigShowCommand(invocation));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "missing command: show");
    }
}
