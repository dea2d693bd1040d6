package org.addonsdata.cli.commands;

import org.addonsdata.cli.console.Text;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.snapshot.store.SnapshotStore;
import org.addonsdata.snapshot.store.SnapshotStore.Pruning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        description =
                "Deletes our own snapshots beyond the newest; never the newest complete one, never another's.")
@Manual(
        details = {"It asks first, or wants --yes."},
        changes =
                "Deletes our own snapshots beyond the newest. The newest complete one and another tool's dumps stay. With --dry-run nothing.",
        ends = {ExitStatus.REFUSED},
        examples = {
            @Example(
                    line = "addons-data snapshots prune --keep 5 --dry-run",
                    does = "tells what would be freed"),
            @Example(
                    line = "addons-data snapshots prune --keep 5 --yes",
                    does = "deletes without asking")
        })
final class SnapshotsPruneCommand extends DataCommand {
    @Option(
            names = "--keep",
            required = true,
            paramLabel = "N",
            description = "How many complete ones to keep.")
    private int keep;

    @Option(names = "--dry-run", description = "Tell what would be freed, and delete nothing.")
    private boolean dryRun;

    @Mixin private final Confirmation confirmation = new Confirmation();

    SnapshotsPruneCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus run() {
        var store = Snapshots.store(invocation());
        var pruning = store.pruning(keep);
        if (!dryRun) {
            confirm(store, pruning);
            store.prune(pruning, invocation().progress());
        }
        show(pruning);
        return ExitStatus.DONE;
    }

    private void confirm(SnapshotStore store, Pruning pruning) {
        if (!pruning.deleted().isEmpty()) {
            confirmation.require(
                    console(),
                    "This deletes %d snapshots in %s, %s."
                            .formatted(
                                    pruning.deleted().size(),
                                    store.root(),
                                    Text.bytes(pruning.bytes())),
                    "prune");
        }
    }

    private void show(Pruning pruning) {
        if (console().isJson()) {
            console().result(json(pruning));
            return;
        }
        pruning.deleted()
                .forEach(entry ->
                        console()
                                .line(
                                        (dryRun ? "would delete " : "deleted ")
                                                + entry.name()
                                                + ", "
                                                + Text.bytes(entry.bytes())));
        pruning.spared()
                .forEach(entry ->
                        console().line("kept " + entry.name() + ": " + entry.protection()));
        console().line((dryRun ? "would free " : "freed ") + Text.bytes(pruning.bytes()));
    }

    private ObjectNode json(Pruning pruning) {
        var json =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("freed", dryRun ? 0 : pruning.bytes())
                        .put("bytes", pruning.bytes());
        var deleted = json.putArray("snapshots");
        pruning.deleted().forEach(entry -> deleted.add(Snapshots.json(entry)));
        var spared = json.putArray("spared");
        pruning.spared()
                .forEach(entry ->
                        spared.add(Snapshots.json(entry).put("protection", entry.protection())));
        return json;
    }
}
