package org.addonsdata.cli.commands;

import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.core.errors.ExitStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = "Creates an empty volume, which 'up' would do too.")
@Manual(
        changes = "Makes an empty volume, which 'up' would do too.",
        ends = {ExitStatus.REFUSED},
        examples = {
            @Example(
                    line = "addons-data volume create another",
                    does = "in the directory of volumes"),
            @Example(
                    line = "addons-data volume create /mnt/disk/data",
                    does = "at an external mount")
        })
final class VolumeCreateCommand extends DataCommand {
    @Mixin private final NamedVolume volume = new NamedVolume();

    VolumeCreateCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus run() {
        var settings = settings(volume.flags());
        var name = settings.text(Setting.DATA_VOLUME);
        var volumes = Stacks.volumes(invocation(), settings);
        volumes.create(name);
        if (console().isJson()) {
            console().result(VolumeLines.json(volumes.inspect(name)));
        } else {
            console().line("created the volume " + name + " in " + volumes.inspect(name).path());
        }
        return ExitStatus.DONE;
    }
}
