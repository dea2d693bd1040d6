package org.addonsdata.search.index;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import org.addonsdata.search.IndexDefinition;
import org.addonsdata.search.cluster.Json;
import tools.jackson.databind.JsonNode;

/**
 * Tells whether an index was made from the definition of today: SHA-256 over settings and mapping
 * with their properties in order, overrides included, shards, replicas and refresh not.
 */
public final class MappingFingerprint {
    private MappingFingerprint() {}

    /** The fingerprint in lower-case hexadecimal. */
    public static String of(IndexDefinition definition, IndexSettings settings) {
        var effective = settings.applyTo(definition);
        var text = new StringBuilder();
        append(effective.settings(), text);
        append(effective.mapping(), text);
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void append(JsonNode node, StringBuilder text) {
        if (node.isObject()) {
            var sorted = new TreeMap<String, JsonNode>();
            node.forEachEntry(sorted::put);
            text.append('{');
            sorted.forEach((name, value) -> {
                text.append(Json.text(name)).append(':');
                append(value, text);
                text.append(',');
            });
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            for (var value : node.values()) {
                append(value, text);
                text.append(',');
            }
            text.append(']');
        } else {
            text.append(node);
        }
    }
}
