package org.addonsdata.cli.commands;

import java.util.Optional;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.lifecycle.usecase.KeptGenerations;
import org.addonsdata.lifecycle.usecase.Undo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "undo",
        mixinStandardHelpOptions = true,
        description = "Puts back what the last reset or restore replaced; once more redoes it.")
@Manual(
        details = {
            "What is live now is kept in turn. It asks first, or wants --yes.",
            "Of the generations that were replaced, the last two are kept (UNDO_KEEP); --list shows them, --to goes back to any of them."
        },
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
                    does = "without being asked; once more goes forward again"),
            @Example(
                    line = "addons-data undo --list",
                    does = "shows what it can go back to, and changes nothing"),
            @Example(
                    line = "addons-data undo --to 20261122155100_ab12",
                    does = "goes back to that one of the list"),
            @Example(
                    line = "addons-data undo --forget 20261122155100_ab12",
                    does = "drops that one of the list for good")
        })
final class UndoCommand extends DataCommand {
    @Mixin private final ServerOptions servers = new ServerOptions();
    @Mixin private final IndexOptions index = new IndexOptions();
    @Mixin private final Confirmation confirmation = new Confirmation();

    @Option(names = "--list", description = "Show what undo can put back; change nothing.")
    private boolean list;

    @Option(
            names = "--to",
            paramLabel = "ID",
            description = "Put back this generation of the list, rather than the last one.")
    private @Nullable String to;

    @Option(
            names = "--forget",
            paramLabel = "ID",
            description =
                    "Drop this generation of the list for good, and put nothing back. With servers of one's own, --host takes HOST/SCHEMA/ID.")
    private @Nullable String forget;

    UndoCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus run() {
        var flags = servers.flags();
        flags.putAll(index.flags());
        var settings = settings(flags);
        if (list) {
            return list(settings);
        }
        var replacement = new Replacement(invocation(), settings, confirmation);
        replacement.requireAnswerable();
        if (forget != null) {
            return forget(settings, replacement, forget);
        }
        return Stacks.whileRunning(
                invocation(),
                settings,
                "undo",
                running -> {
                    replacement.confirm(
                            running.database(),
                            "%s is put back."
                                    .formatted(
                                            to == null
                                                    ? "The data that was live before"
                                                    : "The generation " + to),
                            "undo");
                    show(
                            Undo.run(
                                    invocation().workplace(running, settings),
                                    Optional.ofNullable(to)));
                    return ExitStatus.DONE;
                });
    }

    private ExitStatus forget(Settings settings, Replacement replacement, String id) {
        return Stacks.whileRunning(
                invocation(),
                settings,
                "undo",
                running -> {
                    replacement.confirmForgetting(running.database(), id);
                    var gone = Undo.forget(invocation().workplace(running, settings), id);
                    if (console().isJson()) {
                        console()
                                .result(
                                        JsonMapper.shared()
                                                .createObjectNode()
                                                .put("forgotten", gone.id()));
                    } else {
                        console()
                                .line(
                                        "undo keeps the generation %s no longer"
                                                .formatted(gone.id()));
                    }
                    return ExitStatus.DONE;
                });
    }

    private ExitStatus list(Settings settings) {
        return Stacks.whileRunning(
                invocation(),
                settings,
                "undo",
                running -> {
                    var workplace = invocation().workplace(running, settings);
                    var kept =
                            KeptGenerations.read(
                                    workplace.application(), running.database(), running.search());
                    if (console().isJson()) {
                        console().result(KeptLines.json(kept));
                    } else {
                        KeptLines.of(kept).forEach(console()::line);
                    }
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
                                    .put("created", generation.created().toString())
                                    .put("canGoBack", result.back().isPresent()));
        } else {
            console()
                    .line(
                            "the data that was %s at %s is live again; %s"
                                    .formatted(
                                            generation.origin().text(),
                                            Moments.local(generation.created()),
                                            result.back().isPresent()
                                                    ? "undo once more to go back"
                                                    : "nothing was live before, so there is no going back"));
        }
    }
}
