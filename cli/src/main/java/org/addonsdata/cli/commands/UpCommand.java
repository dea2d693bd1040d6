package org.addonsdata.cli.commands;

import org.addonsdata.cli.settings.Setting;
import org.addonsdata.lifecycle.usecase.Initialisation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "up",
        description = "Starts database and search on their volume, then initialises what is missing.",
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
    void run() {
        var flags = servers.flags();
        flags.putAll(initialize.flags());
        var settings = settings(flags);
        var options = InitializeOptions.read(settings);
        if (options.forceDatabase()) {
            confirmation.require(console(), ForceDatabase.question(settings), ForceDatabase.WORD);
        }
        var stack = Stacks.of(invocation(), settings);
        try (var _ = Stacks.lock(invocation(), stack, settings, "up");
                var running = stack.start(console().progress(), invocation().cancellation())) {
            var result =
                    Initialisation.run(invocation().workplace(running, settings), options);
            running.search();
            invocation().project().remember(settings);
            InitializeResult.show(console(), result, () -> StackLines.running(running));
        }
    }
}
