package org.addonsdata.cli.commands;

import java.util.function.Function;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.services.ServiceStack;
import picocli.CommandLine.Command;

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
final class InitializeCommand extends PopulatingCommand {
    InitializeCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus withServers(Settings settings, Function<ServiceStack.Running, ExitStatus> work) {
        return Stacks.whileRunning(invocation(), settings, "initialize", work);
    }
}
