package org.addonsdata.cli.commands;

import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.lifecycle.usecase.Initialisation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description =
                "Starts database and search on their volume, then initialises what is missing.",
        footer = {
            "",
            "Changes nothing that is there: servers that run are attached to, steps that are done are skipped.",
            "Example: addons-data up --seed-addons 1000"
        })
final class UpCommand extends DataCommand {
    @Mixin private final ServerOptions servers = new ServerOptions();
    @Mixin private final InitializeOptions initialize = new InitializeOptions();
    @Mixin private final Confirmation confirmation = new Confirmation();

    UpCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus run() {
        var flags = servers.flags();
        flags.putAll(initialize.flags());
        var settings = settings(flags);
        var options = initialize.confirmed(settings, confirmation, console());
        return Stacks.whenStarted(
                invocation(),
                settings,
                "up",
                running -> {
                    invocation().project().remember(settings);
                    var result =
                            Initialisation.run(invocation().workplace(running, settings), options);
                    new ServerLines(running, settings).show(console(), result);
                    return ExitStatus.DONE;
                });
    }
}
