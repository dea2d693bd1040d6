package org.addonsdata.cli.commands;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "snapshots",
        mixinStandardHelpOptions = true,
        description = "Lists, verifies and prunes the snapshots in backups.",
        synopsisSubcommandLabel = "COMMAND")
final class SnapshotsCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    static CommandLine commandLine(Invocation invocation) {
        return new CommandLine(new SnapshotsCommand())
                .addSubcommand(new SnapshotsListCommand(invocation))
                .addSubcommand(new SnapshotsVerifyCommand(invocation))
                .addSubcommand(new SnapshotsPruneCommand(invocation));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "missing command: list, verify or prune");
    }
}
