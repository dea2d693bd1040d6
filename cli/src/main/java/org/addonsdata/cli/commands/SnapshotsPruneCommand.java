package org.addonsdata.cli.commands;

import org.addonsdata.cli.console.Text;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.snapshot.store.SnapshotEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

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
        var entries = store.prunable(keep);
        long bytes = entries.stream().mapToLong(SnapshotEntry::bytes).sum();
        if (!dryRun && !entries.isEmpty()) {
            confirmation.require(
                    console(),
                    "This deletes %d snapshots in %s, %s."
                            .formatted(entries.size(), store.root(), Text.bytes(bytes)),
                    "prune");
            store.prune(keep);
        }
        if (console().isJson()) {
            var json =
                    JsonMapper.shared()
                            .createObjectNode()
                            .put("freed", dryRun ? 0 : bytes)
                            .put("bytes", bytes);
            var list = json.putArray("snapshots");
            entries.forEach(entry -> list.add(Snapshots.json(entry)));
            console().result(json);
            return ExitStatus.DONE;
        }
        entries.forEach(entry ->
                console()
                        .line(
                                (dryRun ? "would delete " : "deleted ")
                                        + entry.name()
                                        + ", "
                                        + Text.bytes(entry.bytes())));
        console().line((dryRun ? "would free " : "freed ") + Text.bytes(bytes));
        return ExitStatus.DONE;
    }
}
