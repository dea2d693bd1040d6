package org.addonsdata.cli.commands;

import org.addonsdata.snapshot.store.SnapshotEntry;
import org.addonsdata.snapshot.store.SnapshotStore;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The snapshots of a project. */
final class Snapshots {
    private Snapshots() {}

    static SnapshotStore store(Invocation invocation) {
        return new SnapshotStore(invocation.project().directory().resolve("backups"));
    }

    static ObjectNode json(SnapshotEntry entry) {
        var json =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("name", entry.name())
                        .put("directory", entry.directory().toString())
                        .put("kind", entry.kind().name().toLowerCase(java.util.Locale.ROOT))
                        .put("created", entry.created().toString())
                        .put("bytes", entry.bytes())
                        .put("complete", entry.isComplete());
        var manifest = entry.manifest();
        if (manifest != null) {
            json.put("rows", manifest.rows()).put("server", manifest.server());
        }
        if (!entry.isComplete()) {
            json.put("problem", entry.problem());
        }
        return json;
    }
}
