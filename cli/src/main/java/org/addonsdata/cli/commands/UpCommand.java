package org.addonsdata.cli.commands;

import java.util.function.Function;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.services.Mode;
import org.addonsdata.services.ServiceStack;
import picocli.CommandLine.Command;

@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description =
                "Starts database and search on their volume, then initialises what is missing.")
@Manual(
        details = {
            "Servers that run are attached to, and steps that are done are skipped; each step says what it did, or why there was nothing to do."
        },
        changes =
                "Makes the volume if there is none, starts the servers on it, and does what 'initialize' does. Remembers volume, ports and engine for the commands that follow in this directory.",
        ends = {
            ExitStatus.NOT_READY,
            ExitStatus.LOCKED,
            ExitStatus.INTERRUPTED,
            ExitStatus.REFUSED,
            ExitStatus.INTEGRITY
        },
        examples = {
            @Example(line = "addons-data up", does = "starts everything on the default volume"),
            @Example(
                    line = "addons-data up --seed-addons 1000",
                    does = "generates 1,000 more add-ons, if the database is new"),
            @Example(
                    line = "addons-data up --volume /mnt/disk/data --mysql-port 23306",
                    does = "uses an external mount and another port")
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
                    invocation()
                            .project()
                            .remember(settings, Stacks.mode(settings) == Mode.EXTERNAL);
                    return work.apply(running);
                });
    }
}
