package org.addonsdata.cli.commands;

import org.addonsdata.cli.manual.HelpPages;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.core.errors.ExitStatus;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
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
        synopsisSubcommandLabel = "COMMAND")
@Manual(
        changes = "",
        ends = {
            ExitStatus.NOT_READY,
            ExitStatus.REFUSED,
            ExitStatus.INTEGRITY,
            ExitStatus.LOCKED,
            ExitStatus.INTERRUPTED
        },
        examples = {
            @Example(
                    line = "addons-data up",
                    does = "starts a database and a search server, and fills them"),
            @Example(
                    line = "addons-data help restore",
                    does = "tells what a command changes, how it may end, and examples")
        })
public final class AddonsData implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    /** The command line with all its commands, and their help laid out for the terminal. */
    public static CommandLine withHelp(Invocation invocation) {
        var line = commandLine(invocation);
        HelpPages.applyTo(
                line, invocation.console().columns(), invocation.console().colourOnOutput());
        return line;
    }

    /** The command line with all its commands. */
    public static CommandLine commandLine(Invocation invocation) {
        return new CommandLine(new AddonsData())
                .addSubcommand(new UpCommand(invocation))
                .addSubcommand(new DownCommand(invocation))
                .addSubcommand(new InitializeCommand(invocation))
                .addSubcommand(new ExportCommand(invocation))
                .addSubcommand(new RestoreCommand(invocation))
                .addSubcommand(new UndoCommand(invocation))
                .addSubcommand(new ReindexCommand(invocation))
                .addSubcommand(new SearchCommand(invocation))
                .addSubcommand(new StatusCommand(invocation))
                .addSubcommand(new EnvCommand(invocation))
                .addSubcommand(SnapshotsCommand.commandLine(invocation))
                .addSubcommand(VolumeCommand.commandLine(invocation))
                .addSubcommand(new DoctorCommand(invocation))
                .addSubcommand(ConfigCommand.commandLine(invocation))
                .addSubcommand(new CompletionCommand(invocation))
                .addSubcommand(new HelpCommand())
                .addSubcommand(new ManPagesCommand(invocation))
                .setAbbreviatedOptionsAllowed(false)
                .setAbbreviatedSubcommandsAllowed(false);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
