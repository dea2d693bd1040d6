package org.addonsdata.cli.commands;

import java.util.function.Function;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.services.ServiceStack;
import picocli.CommandLine.Command;

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
final class UpCommand extends PopulatingCommand {
    UpCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus withServers(Settings settings, Function<ServiceStack.Running, ExitStatus> work) {
        return Stacks.whenStarted(
                invocation(),
                settings,
                "up",
                running -> {
                    invocation().project().remember(settings);
                    return work.apply(running);
                });
    }
}
