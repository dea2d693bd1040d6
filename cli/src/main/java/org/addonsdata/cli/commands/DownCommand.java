package org.addonsdata.cli.commands;

import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.core.concurrent.Closer;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.services.Mode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stops database and search cleanly; every volume stays.")
@Manual(
        changes =
                "Stops both servers by a clean shutdown. The volume, the snapshots and the search data stay.",
        ends = {
            ExitStatus.NOT_READY,
            ExitStatus.LOCKED,
            ExitStatus.INTERRUPTED,
            ExitStatus.REFUSED
        },
        examples = {
            @Example(line = "addons-data down", does = "stops what 'addons-data up' started")
        })
final class DownCommand extends DataCommand {
    @Mixin private final ServerOptions servers = new ServerOptions();

    DownCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus run() {
        var settings = settings(servers.flags());
        var stack = Stacks.of(invocation(), settings);
        try (var closer = new Closer()) {
            Stacks.lockIfExists(invocation(), settings, stack, "down").ifPresent(closer::own);
            stack.stop(console().progress());
        }
        if (console().isJson()) {
            var json = JsonMapper.shared().createObjectNode();
            if (stack.mode() != Mode.EXTERNAL) {
                json.put("volume", settings.text(Setting.DATA_VOLUME));
            }
            console().result(json.put("running", false));
        } else if (stack.mode() == Mode.EXTERNAL) {
            console().line("nothing of ours runs; the servers of " + stack.place() + " go on");
        } else {
            console().line("stopped; the data stays on " + stack.place());
        }
        return ExitStatus.DONE;
    }
}
