package org.addonsdata.search.index;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.addonsdata.search.cluster.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An index that this tool made, as it says of itself in its mapping's {@code _meta}.
 *
 * @param alias the alias it was made for, whether or not that points to it
 * @param fingerprint of the definition it was made from; see {@link MappingFingerprint}
 * @param generation the data it was made from, in the caller's words
 * @param owner the database that holds that data, in the caller's words; empty where an earlier
 *     version made the index
 * @param complete whether it was filled and verified; an index that is not is a leftover, or being
 *     filled now
 * @param documents how many it held when it was complete
 * @param refused keys, ascending, of documents that the server did not take and that were skipped
 * @param closed whether the server says that it was closed; Elasticsearch 6 does not say
 */
public record OwnIndex(
        String name,
        String alias,
        String fingerprint,
        String generation,
        String owner,
        Instant created,
        boolean complete,
        long documents,
        List<Long> refused,
        boolean closed) {
    private static final String META = "addons_data";

    /** One that was just created. */
    static OwnIndex empty(
            String name,
            String alias,
            String fingerprint,
            String generation,
            String owner,
            Instant created) {
        return new OwnIndex(
                name, alias, fingerprint, generation, owner, created, false, 0, List.of(), false);
    }

    OwnIndex completed(long count, List<Long> skipped) {
        return new OwnIndex(
                name,
                alias,
                fingerprint,
                generation,
                owner,
                created,
                true,
                count,
                List.copyOf(skipped),
                closed);
    }

    /** Adds itself to the mapping's {@code _meta}. */
    void describeIn(ObjectNode mapping) {
        mapping.withObject("/_meta").set(META, toJson());
    }

    private ObjectNode toJson() {
        var json =
                Json.object()
                        .put("made_by", "addons-data")
                        .put("alias", alias)
                        .put("fingerprint", fingerprint)
                        .put("generation", generation)
                        .put("created", created.toString())
                        .put("complete", complete)
                        .put("documents", documents);
        if (!owner.isEmpty()) {
            json.put("owner", owner);
        }
        if (!refused.isEmpty()) {
            refused.forEach(json.putArray("refused")::add);
        }
        return json;
    }

    /** Reads an index from what the server tells of it, empty when it is somebody else's. */
    static Optional<OwnIndex> read(String name, JsonNode index) {
        var meta = metaOf(index.path("mappings")).path(META);
        if (!meta.path("made_by").asString("").equals("addons-data")) {
            return Optional.empty();
        }
        return Optional.of(
                new OwnIndex(
                        name,
                        meta.path("alias").asString(""),
                        meta.path("fingerprint").asString(""),
                        meta.path("generation").asString(""),
                        meta.path("owner").asString(""),
                        instant(meta.path("created").asString("")),
                        meta.path("complete").asBoolean(false),
                        meta.path("documents").asLong(0),
                        meta.path("refused").values().stream().map(key -> key.asLong(0)).toList(),
                        index.at("/settings/index/verified_before_close").asBoolean(false)));
    }

    /** With mapping types the type stands between. */
    private static JsonNode metaOf(JsonNode mappings) {
        return mappings.has("_meta")
                ? mappings.path("_meta")
                : mappings.path(IndexPaths.TYPE).path("_meta");
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            return Instant.EPOCH;
        }
    }
}
