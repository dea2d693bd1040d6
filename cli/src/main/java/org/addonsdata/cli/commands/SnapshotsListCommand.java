package org.addonsdata.cli.commands;

import org.addonsdata.cli.console.Text;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.snapshot.store.SnapshotEntry;
import picocli.CommandLine.Command;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the snapshots, the newest first, and says why one is not complete.")
@Manual(
        changes = "Nothing.",
        examples = {@Example(line = "addons-data snapshots list", does = "the newest first")})
final class SnapshotsListCommand extends DataCommand {
    private static final int NAME_COLUMNS = 20;

    SnapshotsListCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus run() {
        var store = Snapshots.store(invocation());
        var entries = store.list();
        if (console().isJson()) {
            var json = JsonMapper.shared().createObjectNode();
            var list = json.putArray("snapshots");
            entries.forEach(entry -> list.add(Snapshots.json(entry)));
            console().result(json);
            return ExitStatus.DONE;
        }
        if (entries.isEmpty()) {
            console().line("no snapshots in " + store.root() + "; make data_export takes one");
        }
        entries.forEach(entry -> console().line(line(entry)));
        return ExitStatus.DONE;
    }

    private static String line(SnapshotEntry entry) {
        var manifest = entry.manifest();
        var content =
                manifest == null
                        ? entry.kind() == SnapshotEntry.Kind.FOREIGN ? "another tool's dump" : ""
                        : Text.count(manifest.rows()) + " rows, " + manifest.server();
        return "%s %s %8s  %s"
                .formatted(
                        Text.padded(entry.name(), NAME_COLUMNS),
                        Moments.local(entry.created()),
                        Text.bytes(entry.bytes()),
                        Text.printable(
                                entry.isComplete() ? content : "not complete: " + entry.problem()));
    }
}
