package org.addonsdata.search;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an index is: the alias that applications search, its settings ({@code analysis} and the
 * like, without shards, replicas or refresh), and its mapping ({@code properties}, {@code dynamic};
 * no mapping type).
 *
 * <p>The mapping has two fields that tie a document to its source: {@value #KEY_FIELD}, an {@code
 * integer} or {@code long} that holds the document's key, and {@value #VERSION_FIELD}, a {@code
 * date} that holds its version.
 */
public record IndexDefinition(String alias, ObjectNode settings, ObjectNode mapping) {
    public static final String KEY_FIELD = "id";
    public static final String VERSION_FIELD = "modified";

    public IndexDefinition {
        requireType(mapping, KEY_FIELD, "integer", "long");
        requireType(mapping, VERSION_FIELD, "date", "date_nanos");
    }

    private static void requireType(ObjectNode mapping, String field, String... types) {
        var type = mapping.path("properties").path(field).path("type").asString("");
        if (!List.of(types).contains(type)) {
            throw new IllegalArgumentException(
                    "the mapping's field " + field + " must be " + String.join(" or ", types));
        }
    }
}
