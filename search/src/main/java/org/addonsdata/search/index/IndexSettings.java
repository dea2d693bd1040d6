package org.addonsdata.search.index;

import org.addonsdata.search.IndexDefinition;
import org.addonsdata.search.cluster.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the people who run a cluster decide about an index.
 *
 * @param shards primary shards, from 1 on; more than one only pays on several nodes
 * @param replicas copies of each shard; 0 on one node, where a copy finds no place, 1 or more on a
 *     cluster
 * @param refreshInterval how long until a change is found, such as {@code "1s"}; {@code "-1"} for
 *     never by itself
 * @param overrides {@code {"settings": {…}, "mapping": {…}}}, merged into the definition's and
 *     winning over them
 */
public record IndexSettings(
        int shards, int replicas, String refreshInterval, ObjectNode overrides) {
    /** For one node. */
    public static IndexSettings defaults() {
        return new IndexSettings(1, 0, "1s", Json.object());
    }

    /** The definition with the overrides in it. */
    public IndexDefinition applyTo(IndexDefinition definition) {
        if (overrides.isEmpty()) {
            return definition;
        }
        return new IndexDefinition(
                definition.alias(),
                Json.merged(definition.settings(), overrides.path("settings")),
                Json.merged(definition.mapping(), overrides.path("mapping")));
    }
}
