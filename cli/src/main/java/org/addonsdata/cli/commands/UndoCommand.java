package org.addonsdata.cli.commands;

import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.lifecycle.usecase.Undo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "undo",
        mixinStandardHelpOptions = true,
        description = "Puts back what the last reset or restore replaced; once more redoes it.")
@Manual(
        details = {"What is live now is kept in turn. It asks first, or wants --yes."},
        changes =
                "Puts the database and the index of before the last reset, restore or undo back, in one step.",
        ends = {
            ExitStatus.NOT_READY,
            ExitStatus.LOCKED,
            ExitStatus.INTERRUPTED,
            ExitStatus.REFUSED,
            ExitStatus.INTEGRITY
        },
        examples = {
            @Example(line = "addons-data undo", does = "goes back"),
            @Example(
                    line = "addons-data undo --yes",
                    does = "without being asked; once more goes forward again")
        })
final class UndoCommand extends DataCommand {
    @Mixin private final ServerOptions servers = new ServerOptions();
    @Mixin private final IndexOptions index = new IndexOptions();
    @Mixin private final Confirmation confirmation = new Confirmation();

    UndoCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus run() {
        var flags = servers.flags();
        flags.putAll(index.flags());
        var settings = settings(flags);
        var replacement = new Replacement(invocation(), settings, confirmation);
        replacement.requireAnswerable();
        return Stacks.whileRunning(
                invocation(),
                settings,
                "undo",
                running -> {
                    replacement.confirm(
                            running.database(),
                            "The data that was live before is put back.",
                            "undo");
                    show(Undo.run(invocation().workplace(running, settings)));
                    return ExitStatus.DONE;
                });
    }

    private void show(Undo.Result result) {
        var generation = result.generation();
        if (console().isJson()) {
            console()
                    .result(
                            JsonMapper.shared()
                                    .createObjectNode()
                                    .put("generation", generation.id())
                                    .put("origin", generation.origin().text())
                                    .put("created", generation.created().toString()));
        } else {
            console()
                    .line(
                            "the data that was %s at %s is live again; undo once more to go back"
                                    .formatted(
                                            generation.origin().text(),
                                            Moments.local(generation.created())));
        }
    }
}
