package org.addonsdata.cli.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.addonsdata.cli.console.Text;
import org.addonsdata.lifecycle.generation.DatabaseState;
import org.addonsdata.lifecycle.generation.Generation;
import org.addonsdata.lifecycle.generation.RowCounts;
import org.addonsdata.lifecycle.index.IndexCondition;
import org.addonsdata.lifecycle.usecase.DataReport;
import org.addonsdata.services.StackStatus;
import org.addonsdata.services.StackStatus.ServerState;
import org.addonsdata.snapshot.store.SnapshotEntry;

/** A status as a person reads it: a word, then what there is to say about it. */
final class StatusLines {
    /** How many columns the words take. */
    static final int INDENT = 10;

    private final List<String> lines = new ArrayList<>();

    private StatusLines() {}

    static List<String> of(
            StackStatus status, Optional<DataReport> report, Optional<SnapshotEntry> snapshot) {
        var lines = new StatusLines();
        lines.add("mode", status.mode().text());
        if (status.volume() != null) {
            lines.add("volume", volume(status.volume()));
        }
        lines.add("database", server(status.database()));
        lines.add("search", server(status.search()));
        report.ifPresent(lines::add);
        lines.add("snapshot", snapshot.map(StatusLines::snapshot).orElse("none yet"));
        return lines.lines;
    }

    private static String snapshot(SnapshotEntry entry) {
        return "%s, %s, %s old"
                .formatted(
                        entry.directory(), Text.bytes(entry.bytes()), Moments.age(entry.created()));
    }

    private static String volume(StackStatus.VolumeState volume) {
        if (!volume.exists()) {
            return volume.name() + ", not created yet";
        }
        return volume.name().equals(volume.path())
                ? volume.path()
                : volume.name() + " in " + volume.path();
    }

    private static String server(ServerState server) {
        if (server.problem() != null) {
            return server.server() + ", " + server.problem();
        }
        if (!server.running()) {
            return server.server() + ", not running";
        }
        var address = "%s on %s:%d".formatted(server.server(), server.host(), server.port());
        var process = server.process();
        return process == null
                ? address
                : "%s for %s (process %d)"
                        .formatted(address, Moments.age(process.since()), process.pid());
    }

    private void add(DataReport report) {
        report.database().ifPresent(database -> add("data", data(database, report)));
        if (!report.rows().isEmpty()) {
            add("rows", rows(report.rows()));
        }
        if (!report.displaced().isEmpty()) {
            add(
                    "warning",
                    "no table, or a view in its place: " + String.join(", ", report.displaced()));
        }
        report.index().ifPresent(index -> add("index", index(index)));
        report.undo()
                .ifPresent(
                        generation -> add("undo", "goes back to the data " + origin(generation)));
        report.unread().forEach(part -> add("missing", part));
    }

    private static String data(DatabaseState database, DataReport report) {
        return switch (database) {
            case DatabaseState.Missing() ->
                    "none: the database is missing; make initialize_data creates it"
                            + orUndo(report);
            case DatabaseState.Empty() ->
                    "none: the database is empty; make initialize_data fills it" + orUndo(report);
            case DatabaseState.Ours(var generation) ->
                    origin(generation)
                            + (report.migrated()
                                    ? ""
                                    : "; migrations are waiting: make initialize_data");
            case DatabaseState.Unrecorded() -> "not recorded yet; make initialize_data does";
            case DatabaseState.Foreign(var tables) ->
                    "of something else: " + String.join(", ", tables);
        };
    }

    private static String orUndo(DataReport report) {
        return report.undo().isEmpty() ? "" : ", make data_undo puts back what was replaced last";
    }

    private static String origin(Generation generation) {
        return generation.origin().text() + " at " + Moments.local(generation.created());
    }

    private static String rows(Map<String, RowCounts.Count> rows) {
        var parts = new ArrayList<String>();
        rows.forEach((table, count) ->
                parts.add(table + (count.exact() ? " " : " about ") + Text.count(count.rows())));
        return String.join(", ", parts);
    }

    private static String index(IndexCondition condition) {
        return switch (condition) {
            case IndexCondition.Missing() -> "missing; make initialize_data builds it";
            case IndexCondition.Faithful(var name, var documents, var refused, var created) ->
                    "%s, %s documents, %s old, true to the database%s"
                            .formatted(
                                    name,
                                    Text.count(documents),
                                    Moments.age(created),
                                    refused == 0
                                            ? ""
                                            : " but for %s that it refuses"
                                                    .formatted(Text.count(refused)));
            case IndexCondition.Stale(var name, var documents, var created, var reason) ->
                    "%s, %s documents, %s old, stale: %s; make reindex_data rebuilds it"
                            .formatted(name, Text.count(documents), Moments.age(created), reason);
            case IndexCondition.Foreign(var what) -> "not ours: " + what;
        };
    }

    private void add(String word, String text) {
        lines.add(word + " ".repeat(INDENT - word.length()) + text);
    }
}
