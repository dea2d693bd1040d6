package org.addonsdata.cli.commands;

import org.addonsdata.cli.console.Text;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.core.errors.ExitStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description = "Deletes a volume and all data on it, for good.")
@Manual(
        details = {"Refuses while a server uses it. It asks first, or wants --yes."},
        changes = "Deletes the volume and all data on it, for good; there is no undo.",
        ends = {ExitStatus.REFUSED, ExitStatus.LOCKED},
        examples = {
            @Example(line = "addons-data volume remove another", does = "asks for its name first")
        })
final class VolumeRemoveCommand extends DataCommand {
    @Mixin private final NamedVolume volume = new NamedVolume();
    @Mixin private final Confirmation confirmation = new Confirmation();

    VolumeRemoveCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus run() {
        var settings = settings(volume.flags());
        var name = settings.text(Setting.DATA_VOLUME);
        var volumes = Stacks.volumes(invocation(), settings);
        var found = volumes.inspect(name);
        confirmation.require(
                console(),
                "This deletes the volume %s in %s with %s of data, for good."
                        .formatted(name, found.path(), Text.bytes(found.bytes())),
                name);
        volumes.remove(name);
        if (console().isJson()) {
            console()
                    .result(
                            JsonMapper.shared()
                                    .createObjectNode()
                                    .put("removed", name)
                                    .put("bytes", found.bytes()));
        } else {
            console()
                    .line(
                            "removed the volume %s, %s freed"
                                    .formatted(name, Text.bytes(found.bytes())));
        }
        return ExitStatus.DONE;
    }
}
