package org.addonsdata.cli.commands;

import org.addonsdata.services.volume.VolumeSummary;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A volume as scripts read it. */
final class VolumeLines {
    private VolumeLines() {}

    static ObjectNode json(VolumeSummary volume) {
        var json =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("name", volume.name())
                        .put("path", volume.path().toString())
                        .put("bytes", volume.bytes())
                        .put("databaseBytes", volume.databaseBytes())
                        .put("searchBytes", volume.searchBytes());
        volume.description()
                .ifPresent(description -> {
                    json.put("id", description.id())
                            .put("created", description.created().toString());
                    description
                            .database()
                            .ifPresent(database ->
                                    json.put("server", database.server())
                                            .put("version", database.version()));
                });
        volume.problem().ifPresent(problem -> json.put("problem", problem));
        volume.servers().forEach(json.putArray("servers")::add);
        return json;
    }
}
