package org.addonsdata.cli.commands;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "volume",
        description =
                "Lists, creates, inspects and removes volumes; nothing else ever deletes one.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class VolumeCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    static CommandLine commandLine(Invocation invocation) {
        return new CommandLine(new VolumeCommand())
                .addSubcommand(new VolumeListCommand(invocation))
                .addSubcommand(new VolumeCreateCommand(invocation))
                .addSubcommand(new VolumeInspectCommand(invocation))
                .addSubcommand(new VolumeRemoveCommand(invocation));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "missing command: list, create, inspect or remove");
    }
}
