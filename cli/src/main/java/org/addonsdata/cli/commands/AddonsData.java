package org.addonsdata.cli.commands;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root command: shows what there is. */
@Command(
        name = "addons-data",
        description =
                "Manages the data of addons-server: its database, its search index, its snapshots.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpWidth = 100,
        footer = {
            "",
            "Exit status: 0 done or nothing to do, 1 failed, 2 usage, 3 a server is not ready,",
            "4 refused (not confirmed, or not ours), 5 integrity, 6 locked by another run, 130 interrupted.",
            "",
            "Start with 'addons-data up'."
        })
public final class AddonsData implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    /** The command line with all its commands. */
    public static CommandLine commandLine(Invocation invocation) {
        return new CommandLine(new AddonsData())
                .addSubcommand(new UpCommand(invocation))
                .addSubcommand(new DownCommand(invocation))
                .addSubcommand(new InitializeCommand(invocation))
                .addSubcommand(new UndoCommand(invocation))
                .addSubcommand(new ReindexCommand(invocation))
                .addSubcommand(new SearchCommand(invocation))
                .addSubcommand(new StatusCommand(invocation))
                .addSubcommand(new EnvCommand(invocation))
                .addSubcommand(VolumeCommand.commandLine(invocation))
                .setAbbreviatedOptionsAllowed(false)
                .setAbbreviatedSubcommandsAllowed(false);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
