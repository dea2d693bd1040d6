package org.addonsdata.cli.commands;

import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.lifecycle.usecase.Initialisation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "initialize",
        mixinStandardHelpOptions = true,
        description = "Creates, migrates, seeds and indexes; skips what is done.",
        footer = {
            "",
            "With --force-db everything is built afresh aside and then switched to; 'undo' puts back",
            "what was there. It asks first, or wants --yes.",
            "Example: addons-data initialize --force-db --yes"
        })
final class InitializeCommand extends DataCommand {
    @Mixin private final ServerOptions servers = new ServerOptions();
    @Mixin private final InitializeOptions initialize = new InitializeOptions();
    @Mixin private final Confirmation confirmation = new Confirmation();

    InitializeCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus run() {
        var flags = servers.flags();
        flags.putAll(initialize.flags());
        var settings = settings(flags);
        var options = initialize.confirmed(settings, confirmation, console());
        return Stacks.whileRunning(
                invocation(),
                settings,
                "initialize",
                running -> {
                    var result =
                            Initialisation.run(invocation().workplace(running, settings), options);
                    new ServerLines(running, settings).show(console(), result);
                    return ExitStatus.DONE;
                });
    }
}
