package org.addonsdata.search.cluster;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON trees to and from bytes, with one mapper for all, as making one is slow. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /**
     * @throws tools.jackson.core.JacksonException when it is not JSON
     */
    public static JsonNode parse(byte[] json) {
        return MAPPER.readTree(json);
    }

    /**
     * @throws tools.jackson.core.JacksonException when it is not JSON
     */
    public static JsonNode parse(String json) {
        return MAPPER.readTree(json);
    }

    public static byte[] bytes(JsonNode json) {
        return MAPPER.writeValueAsBytes(json);
    }

    /** Reads JSON token by token, and trees where wanted. */
    public static JsonParser parser(byte[] json) {
        return MAPPER.createParser(json);
    }

    /** The text as a JSON string, with its quotes. */
    public static String text(String text) {
        return MAPPER.writeValueAsString(text);
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The base with what the stronger one says, object by object; neither is changed. */
    public static ObjectNode merged(ObjectNode base, JsonNode stronger) {
        var result = base.deepCopy();
        stronger.forEachEntry((name, value) -> {
            if (value instanceof ObjectNode object
                    && result.get(name) instanceof ObjectNode below) {
                result.set(name, merged(below, object));
            } else {
                result.set(name, value);
            }
        });
        return result;
    }
}
