package org.addonsdata.cli.commands;

import org.addonsdata.cli.settings.Setting;
import org.addonsdata.core.errors.ExitStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = "Creates an empty volume, which 'up' would do too.")
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
