package org.addonsdata.cli.commands;

import java.util.EnumMap;
import org.addonsdata.cli.console.Text;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.core.errors.ExitStatus;
import picocli.CommandLine.Command;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the volumes with their sizes.")
@Manual(
        changes = "Nothing.",
        examples = {
            @Example(line = "addons-data volume list", does = "names, sizes and who uses them")
        })
final class VolumeListCommand extends DataCommand {
    VolumeListCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus run() {
        var volumes = Stacks.volumes(invocation(), settings(new EnumMap<>(Setting.class))).list();
        if (console().isJson()) {
            var json = JsonMapper.shared().createObjectNode();
            var list = json.putArray("volumes");
            volumes.forEach(volume -> list.add(VolumeLines.json(volume)));
            console().result(json);
            return ExitStatus.DONE;
        }
        if (volumes.isEmpty()) {
            console().line("no volumes; addons-data up creates one");
        }
        for (var volume : volumes) {
            var state =
                    volume.problem()
                            .orElseGet(() ->
                                    volume.servers().isEmpty()
                                            ? "not in use"
                                            : "in use by "
                                                    + String.join(" and ", volume.servers()));
            console()
                    .line(
                            "%-40s %8s  %s"
                                    .formatted(volume.name(), Text.bytes(volume.bytes()), state));
        }
        return ExitStatus.DONE;
    }
}
