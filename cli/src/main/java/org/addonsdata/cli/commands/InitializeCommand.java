package org.addonsdata.cli.commands;

import java.util.function.Function;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.services.ServiceStack;
import picocli.CommandLine.Command;

@Command(
        name = "initialize",
        mixinStandardHelpOptions = true,
        description = "Creates, migrates, seeds and indexes; skips what is done.")
@Manual(
        details = {
            "With --force-db everything is built afresh aside and then switched to; 'undo' puts back what was there. It asks first, or wants --yes."
        },
        changes =
                "Creates, migrates, seeds and indexes what is missing, and nothing else. With --force-db, the whole database and its index are replaced at the end, in one step.",
        ends = {
            ExitStatus.NOT_READY,
            ExitStatus.LOCKED,
            ExitStatus.INTERRUPTED,
            ExitStatus.REFUSED,
            ExitStatus.INTEGRITY
        },
        examples = {
            @Example(
                    line = "addons-data initialize",
                    does = "brings the database and the index up to date"),
            @Example(
                    line = "addons-data initialize --force-db --yes",
                    does = "starts afresh without being asked")
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
