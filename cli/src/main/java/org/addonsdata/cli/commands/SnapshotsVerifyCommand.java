package org.addonsdata.cli.commands;

import org.addonsdata.cli.console.Text;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.lifecycle.usecase.DeepVerification;
import org.addonsdata.snapshot.restore.RestorePlan;
import org.addonsdata.snapshot.restore.RestoreResult;
import org.addonsdata.snapshot.restore.RestoreResult.Checked;
import org.addonsdata.snapshot.store.SnapshotEntry;
import org.addonsdata.snapshot.store.SnapshotStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Reads a snapshot from end to end: hashes, structure, what it would run; with --deep brings it back aside.")
@Manual(
        details = {
            "Needs no server, but with --deep those of 'up': the snapshot is restored into a schema of its own, by",
            "an account that reaches nothing else, its rows, content and objects are compared, and the schema is dropped."
        },
        changes = "Nothing.",
        ends = {
            ExitStatus.NOT_READY,
            ExitStatus.REFUSED,
            ExitStatus.INTEGRITY,
            ExitStatus.LOCKED,
            ExitStatus.INTERRUPTED
        },
        examples = {
            @Example(
                    line = "addons-data snapshots verify",
                    does = "reads the latest from end to end"),
            @Example(line = "addons-data snapshots verify 20261122175810", does = "reads that one"),
            @Example(
                    line = "addons-data snapshots verify --deep",
                    does = "restores the latest aside and compares")
        })
final class SnapshotsVerifyCommand extends DataCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "SNAPSHOT",
            description = "The snapshot's directory in backups; the latest.")
    private @Nullable String name;

    @Option(
            names = "--deep",
            description = "Restore it aside on the running database, compare, and drop it again.")
    private boolean deep;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Connections that load at once with --deep (WORKERS; the cores).")
    private @Nullable String workers;

    @Mixin private final ServerOptions servers = new ServerOptions();

    SnapshotsVerifyCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus run() {
        var store = Snapshots.store(invocation());
        var entry = entry(store);
        return deep ? deep(entry) : shallow(store, entry);
    }

    private SnapshotEntry entry(SnapshotStore store) {
        return name != null
                ? store.get(name)
                : store.latest()
                        .orElseThrow(() ->
                                DataException.of(
                                                ErrorCode.SNAPSHOT_NOT_FOUND,
                                                "there is no complete snapshot in " + store.root())
                                        .withHint("take one: make data_export"));
    }

    private ExitStatus shallow(SnapshotStore store, SnapshotEntry entry) {
        show(entry, store.verify(entry, console().progress(), invocation().cancellation()));
        return ExitStatus.DONE;
    }

    private ExitStatus deep(SnapshotEntry entry) {
        SnapshotStore.requireComplete(entry);
        var flags = servers.flags();
        Flags.put(flags, Setting.WORKERS, workers);
        var settings = settings(flags);
        var options =
                new DeepVerification.Options(entry.directory(), ExportCommand.workers(settings));
        return Stacks.whileRunning(
                invocation(),
                settings,
                "verify",
                running -> {
                    var workplace = invocation().workplace(running, settings);
                    show(entry, DeepVerification.run(workplace, options));
                    return ExitStatus.DONE;
                });
    }

    private void show(SnapshotEntry entry, RestorePlan plan) {
        if (console().isJson()) {
            console().result(json(entry, plan).put("deep", false));
            return;
        }
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

    private void show(SnapshotEntry entry, RestoreResult restored) {
        if (console().isJson()) {
            var json =
                    json(entry, restored.plan())
                            .put("deep", true)
                            .put("objects", restored.pending().size())
                            .put(
                                    "checked",
                                    restored.checked() == Checked.CONTENT ? "content" : "rows");
            restored.notes().forEach(json.putArray("notes")::add);
            console().result(json);
            return;
        }
        restored.notes().forEach(console()::remark);
        console()
                .line(
                        "%s can be brought back here: %s rows in %d tables and %d views, triggers, routines and events, %s; nothing live was touched"
                                .formatted(
                                        entry.name(),
                                        Text.count(restored.rows()),
                                        restored.tables().size(),
                                        restored.pending().size(),
                                        restored.checked() == Checked.CONTENT
                                                ? "rows and content as in the manifest"
                                                : "rows as in the file"));
    }

    private static ObjectNode json(SnapshotEntry entry, RestorePlan plan) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("name", entry.name())
                .put("tables", plan.tables().size())
                .put("rows", plan.rows())
                .put("verified", true);
    }
}
