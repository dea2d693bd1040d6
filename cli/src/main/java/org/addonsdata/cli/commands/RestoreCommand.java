package org.addonsdata.cli.commands;

import java.nio.file.Path;
import org.addonsdata.cli.console.Text;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.lifecycle.usecase.Restore;
import org.addonsdata.lifecycle.usecase.RestorePreview;
import org.addonsdata.services.Mode;
import org.addonsdata.snapshot.restore.RestorePlan;
import org.addonsdata.snapshot.restore.RestoreResult.Checked;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Brings a snapshot or any dump back; 'undo' puts back what it replaces.")
@Manual(
        details = {
            "Without DIR it is the latest complete snapshot in backups. It is loaded aside, compared and indexed, and then switched to: until then, and whatever fails, the live data stays as it is.",
            "It asks first, or wants --yes."
        },
        changes =
                "Replaces the database and its index at the end, in one step; 'undo' puts back what was there. With --dry-run nothing.",
        ends = {
            ExitStatus.NOT_READY,
            ExitStatus.LOCKED,
            ExitStatus.INTERRUPTED,
            ExitStatus.REFUSED,
            ExitStatus.INTEGRITY
        },
        examples = {
            @Example(line = "addons-data restore", does = "brings the latest snapshot back"),
            @Example(
                    line = "addons-data restore /tmp/before --yes",
                    does = "brings that one back without being asked"),
            @Example(
                    line = "addons-data restore /tmp/dump.sql.gz --dry-run",
                    does = "tells what a dump would do, and what of it is refused")
        })
final class RestoreCommand extends DataCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Absolute path of a snapshot's directory or of a dump (RESTORE_DIR).")
    private @Nullable String source;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Connections that load at once (WORKERS; the cores).")
    private @Nullable String workers;

    @Option(names = "--dry-run", description = "Tell what the file would do, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--with-events",
            description =
                    "With servers of one's own, let events run by themselves as the dump has them, instead of disabling them (make: WITH_EVENTS=true on its command line).")
    private boolean withEvents;

    @Mixin private final ServerOptions servers = new ServerOptions();
    @Mixin private final UndoOption undo = new UndoOption();
    @Mixin private final IndexOptions index = new IndexOptions();
    @Mixin private final Confirmation confirmation = new Confirmation();

    RestoreCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus run() {
        var flags = servers.flags();
        flags.putAll(index.flags());
        Flags.put(flags, Setting.RESTORE_DIR, source);
        Flags.put(flags, Setting.WORKERS, workers);
        undo.addTo(flags);
        var settings = settings(flags);
        var chosen = choose(settings);
        if (dryRun) {
            show(preview(settings, chosen));
            return ExitStatus.DONE;
        }
        var stack = Stacks.of(invocation(), settings);
        confirmation.require(
                console(),
                stack,
                "This replaces the database on %s by %s; %s"
                        .formatted(stack.place(), chosen, UndoOption.consequence(settings)),
                "restore");
        var options =
                new Restore.Options(
                        chosen,
                        ExportCommand.workers(settings),
                        settings.flag(Setting.WITHOUT_UNDO),
                        withEvents || Stacks.mode(settings) != Mode.EXTERNAL);
        return Stacks.whileRunning(
                invocation(),
                settings,
                "restore",
                running -> {
                    show(
                            chosen,
                            Restore.run(invocation().workplace(running, settings), options),
                            options.withoutUndo());
                    return ExitStatus.DONE;
                });
    }

    private RestorePlan preview(Settings settings, Path chosen) {
        return RestorePreview.of(
                chosen,
                invocation().application(settings),
                Stacks.mode(settings) == Mode.EMBEDDED,
                console().progress(),
                invocation().cancellation());
    }

    /** Says which one is taken, and why, before anything is done. */
    private Path choose(Settings settings) {
        if (settings.has(Setting.RESTORE_DIR)) {
            return absolute(settings.text(Setting.RESTORE_DIR));
        }
        var store = Snapshots.store(invocation());
        var latest =
                store.latest()
                        .orElseThrow(() ->
                                DataException.of(
                                                ErrorCode.SNAPSHOT_NOT_FOUND,
                                                "there is no complete snapshot in " + store.root())
                                        .withHint(
                                                "take one: make data_export; or name one: RESTORE_DIR=/abs/path"));
        console()
                .remark(
                        "restoring %s, the latest complete snapshot, of %s (%s)"
                                .formatted(
                                        latest.directory(),
                                        Moments.local(latest.created()),
                                        Text.bytes(latest.bytes())));
        return latest.directory();
    }

    private Path absolute(String given) {
        var path = Path.of(given);
        if (path.isAbsolute()) {
            return path.normalize();
        }
        var meant = invocation().project().directory().resolve(path).normalize();
        throw DataException.of(
                        ErrorCode.PATH_NOT_ABSOLUTE,
                        "RESTORE_DIR must be absolute, and '" + given + "' is not")
                .withHint("did you mean " + meant + "?");
    }

    private void show(Path chosen, Restore.Result result, boolean withoutUndo) {
        var restored = result.restored();
        if (console().isJson()) {
            var json =
                    JsonMapper.shared()
                            .createObjectNode()
                            .put("restored", chosen.toString())
                            .put("tables", restored.tables().size())
                            .put("rows", restored.rows())
                            .put("objects", restored.pending().size())
                            .put(
                                    "checked",
                                    restored.checked().name().toLowerCase(java.util.Locale.ROOT));
            var collations = json.putObject("collations");
            restored.collations().forEach(collations::put);
            console().result(json);
            return;
        }
        restored.notes().forEach(console()::remark);
        restored.collations()
                .forEach((from, to) -> console().remark("collation " + from + " became " + to));
        console()
                .line(
                        "restored %s: %s rows in %d tables, %s; %s"
                                .formatted(
                                        chosen,
                                        Text.count(restored.rows()),
                                        restored.tables().size(),
                                        restored.checked() == Checked.CONTENT
                                                ? "rows and content as in the manifest"
                                                : "rows as in the file",
                                        withoutUndo ? "there is no undo" : "'undo' goes back"));
    }

    private void show(RestorePlan plan) {
        if (console().isJson()) {
            var json =
                    JsonMapper.shared()
                            .createObjectNode()
                            .put("file", plan.file().toString())
                            .put("origin", plan.origin())
                            .put("rows", plan.rows());
            var tables = json.putObject("tables");
            plan.tables().forEach(tables::put);
            var objects = json.putObject("objects");
            plan.objects().forEach(objects::put);
            plan.named().forEach(json.putArray("named")::add);
            plan.refused().forEach(json.putArray("refused")::add);
            console().result(json);
            return;
        }
        console()
                .line(
                        "%s, written by %s, %s of SQL"
                                .formatted(
                                        plan.file(), plan.origin(), Text.bytes(plan.plainBytes())));
        plan.tables()
                .forEach((table, rows) ->
                        console().line("  table %s: %s rows".formatted(table, Text.count(rows))));
        plan.objects().forEach((kind, count) -> console().line("  %s: %d".formatted(kind, count)));
        plan.named().forEach(object -> console().line("  " + object));
        if (!plan.named().isEmpty()) {
            console()
                    .line(
                            "  views, triggers, routines and events become the application's account's, whatever the file says");
        }
        plan.refused().forEach(refusal -> console().line("  refused: " + refusal));
        if (plan.refused().isEmpty()) {
            console().line("a restore would run all of it");
        }
    }
}
