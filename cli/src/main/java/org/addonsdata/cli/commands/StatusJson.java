package org.addonsdata.cli.commands;

import java.util.Optional;
import org.addonsdata.lifecycle.generation.DatabaseState;
import org.addonsdata.lifecycle.generation.Generation;
import org.addonsdata.lifecycle.index.IndexCondition;
import org.addonsdata.lifecycle.usecase.DataReport;
import org.addonsdata.services.StackStatus;
import org.addonsdata.services.StackStatus.ServerState;
import org.addonsdata.snapshot.store.SnapshotEntry;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A status as scripts read it; names are stable. */
final class StatusJson {
    private StatusJson() {}

    static ObjectNode of(
            StackStatus status, Optional<DataReport> report, Optional<SnapshotEntry> snapshot) {
        var json = JsonMapper.shared().createObjectNode();
        json.put("mode", status.mode().text());
        var volume = status.volume();
        if (volume != null) {
            json.putObject("volume")
                    .put("name", volume.name())
                    .put("path", volume.path())
                    .put("exists", volume.exists());
        }
        put(json.putObject("database"), status.database());
        put(json.putObject("search"), status.search());
        report.ifPresent(found -> put(json, found));
        snapshot.ifPresent(entry -> json.set("snapshot", Snapshots.json(entry)));
        return json;
    }

    private static void put(ObjectNode json, ServerState server) {
        json.put("server", server.server())
                .put("running", server.running())
                .put("host", server.host())
                .put("port", server.port());
        if (server.process() != null) {
            json.put("pid", server.process().pid())
                    .put("since", server.process().since().toString());
        }
        if (server.problem() != null) {
            json.put("problem", server.problem());
        }
    }

    private static void put(ObjectNode json, DataReport report) {
        report.database()
                .ifPresent(database -> {
                    var data = json.putObject("data");
                    put(data, database);
                    data.put("migrated", report.migrated());
                });
        var rows = json.putObject("rows");
        report.rows().forEach((table, count) -> rows.put(table, count.rows()));
        report.index().ifPresent(index -> put(json.putObject("index"), index));
        report.undo().ifPresent(generation -> put(json.putObject("undo"), generation));
        if (!report.displaced().isEmpty()) {
            report.displaced().forEach(json.putArray("displacedTables")::add);
        }
        if (!report.unread().isEmpty()) {
            report.unread().forEach(json.putArray("unread")::add);
        }
    }

    private static void put(ObjectNode data, DatabaseState database) {
        switch (database) {
            case DatabaseState.Missing() -> data.put("state", "missing");
            case DatabaseState.Empty() -> data.put("state", "empty");
            case DatabaseState.Ours(var generation) -> {
                data.put("state", "initialised");
                put(data, generation);
            }
            case DatabaseState.Unrecorded() -> data.put("state", "unrecorded");
            case DatabaseState.Foreign(var tables) -> {
                data.put("state", "foreign");
                tables.forEach(data.putArray("tables")::add);
            }
        }
    }

    private static void put(ObjectNode json, Generation generation) {
        json.put("generation", generation.id())
                .put("origin", generation.origin().name().toLowerCase(java.util.Locale.ROOT))
                .put("created", generation.created().toString());
    }

    private static void put(ObjectNode json, IndexCondition condition) {
        switch (condition) {
            case IndexCondition.Missing() -> json.put("state", "missing");
            case IndexCondition.Faithful(var name, var documents, var refused, var created) ->
                    json.put("state", "true")
                            .put("name", name)
                            .put("documents", documents)
                            .put("refused", refused)
                            .put("created", created.toString());
            case IndexCondition.Stale(var name, var documents, var created, var reason) ->
                    json.put("state", "stale")
                            .put("name", name)
                            .put("documents", documents)
                            .put("created", created.toString())
                            .put("reason", reason);
            case IndexCondition.Foreign(var what) -> json.put("state", "foreign").put("what", what);
        }
    }
}
