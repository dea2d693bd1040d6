package org.addonsdata.cli.commands;

import org.addonsdata.cli.console.Text;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.errors.ExitStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Reads a snapshot from end to end, without a server: hashes, structure, what it would run.")
@Manual(
        details = {"Needs no server."},
        changes = "Nothing.",
        ends = {ExitStatus.REFUSED, ExitStatus.INTEGRITY, ExitStatus.INTERRUPTED},
        examples = {
            @Example(
                    line = "addons-data snapshots verify",
                    does = "reads the latest from end to end"),
            @Example(line = "addons-data snapshots verify 20261122175810", does = "reads that one")
        })
final class SnapshotsVerifyCommand extends DataCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "SNAPSHOT",
            description = "The snapshot's directory in backups; the latest.")
    private @Nullable String name;

    SnapshotsVerifyCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus run() {
        var store = Snapshots.store(invocation());
        var entry =
                name != null
                        ? store.get(name)
                        : store.latest()
                                .orElseThrow(() ->
                                        DataException.of(
                                                ErrorCode.SNAPSHOT_NOT_FOUND,
                                                "there is no complete snapshot in "
                                                        + store.root()));
        var plan = store.verify(entry, console().progress(), invocation().cancellation());
        if (console().isJson()) {
            console()
                    .result(
                            JsonMapper.shared()
                                    .createObjectNode()
                                    .put("name", entry.name())
                                    .put("tables", plan.tables().size())
                                    .put("rows", plan.rows())
                                    .put("verified", true));
        } else {
            console()
                    .line(
                            "%s is whole: %s rows in %d tables, %s"
                                    .formatted(
                                            entry.name(),
                                            Text.count(plan.rows()),
                                            plan.tables().size(),
                                            plan.hasManifest()
                                                    ? "as its manifest says"
                                                    : "without a manifest, so only its structure was read"));
        }
        return ExitStatus.DONE;
    }
}
