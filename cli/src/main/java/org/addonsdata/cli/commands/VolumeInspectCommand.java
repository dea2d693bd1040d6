package org.addonsdata.cli.commands;

import org.addonsdata.cli.console.Text;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.services.volume.VolumeDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Tells where a volume lies, what is on it and who uses it.")
@Manual(
        changes = "Nothing.",
        ends = {ExitStatus.REFUSED},
        examples = {
            @Example(line = "addons-data volume inspect", does = "the default volume"),
            @Example(
                    line = "addons-data volume inspect another --json",
                    does = "another one, for a script")
        })
final class VolumeInspectCommand extends DataCommand {
    @Mixin private final NamedVolume volume = new NamedVolume();

    VolumeInspectCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus run() {
        var settings = settings(volume.flags());
        var found =
                Stacks.volumes(invocation(), settings).inspect(settings.text(Setting.DATA_VOLUME));
        if (console().isJson()) {
            console().result(VolumeLines.json(found));
            return ExitStatus.DONE;
        }
        console().line("name      " + found.name());
        console().line("path      " + found.path());
        found.description().ifPresent(this::show);
        console()
                .line(
                        "size      %s (database %s, search %s)"
                                .formatted(
                                        Text.bytes(found.bytes()),
                                        Text.bytes(found.databaseBytes()),
                                        Text.bytes(found.searchBytes())));
        console()
                .line(
                        "used by   "
                                + (found.servers().isEmpty()
                                        ? "nobody"
                                        : String.join(" and ", found.servers())));
        found.problem().ifPresent(problem -> console().line("problem   " + problem));
        return ExitStatus.DONE;
    }

    private void show(VolumeDescription description) {
        console().line("created   " + Moments.local(description.created()));
        description
                .database()
                .ifPresent(database ->
                        console()
                                .line("database  " + database.server() + " " + database.version()));
    }
}
