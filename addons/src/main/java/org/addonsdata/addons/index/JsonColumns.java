package org.addonsdata.addons.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes columns of JSON, which MySQL and MariaDB keep in different forms, in one form. */
final class JsonColumns {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int KEPT = 256;
    private static final int LONGEST_KEPT = 1_024;

    private final DocumentWriter writer;

    /** What was written for the values met last: a catalogue's previews have but a few sizes. */
    private final Map<ByteBuffer, byte[]> written =
            new LinkedHashMap<>(KEPT, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<ByteBuffer, byte[]> eldest) {
                    return size() > KEPT;
                }
            };

    JsonColumns(DocumentWriter writer) {
        this.writer = writer;
    }

    static JsonNode parse(Slice json) {
        return MAPPER.readTree(json.bytes(), json.start(), json.length());
    }

    /** The strings of a JSON array; anything else in it is left out. */
    void strings(FieldName name, Slice json) {
        writer.startArray(name);
        if (!copyPlainStrings(json)) {
            var array = parse(json);
            if (array.isArray()) {
                for (var element : array) {
                    if (element.isString()) {
                        writer.text(element.stringValue());
                    }
                }
            }
        }
        writer.endArray();
    }

    /** Whether it was an array of strings without escapes, which are written then. */
    private boolean copyPlainStrings(Slice json) {
        if (!isPlain(json)) {
            return false;
        }
        int start = -1;
        for (int i = 1; i < json.length() - 1; i++) {
            if (json.at(i) == '"') {
                if (start < 0) {
                    start = i + 1;
                } else {
                    writer.text(new Slice(json.bytes(), json.start() + start, i - start));
                    start = -1;
                }
            }
        }
        return true;
    }

    /** Whether there is nothing but strings, each behind a comma but the first. */
    private static boolean isPlain(Slice json) {
        int last = json.length() - 1;
        if (last < 1 || json.at(0) != '[' || json.at(last) != ']') {
            return false;
        }
        var inString = false;
        int strings = 0;
        int commas = 0;
        for (int i = 1; i < last; i++) {
            byte one = json.at(i);
            if (one == '"') {
                strings += inString ? 0 : 1;
                inString = !inString;
            } else if (inString) {
                if (one == '\\') {
                    return false;
                }
            } else if (one == ',') {
                commas++;
            } else if (one != ' ') {
                return false;
            }
            if (commas != strings && commas != strings - 1) {
                return false;
            }
        }
        return !inString && (strings == 0 ? commas == 0 : commas == strings - 1);
    }

    /** Any JSON, with the members of its objects by name. */
    void sorted(FieldName name, Slice json) {
        writer.name(name);
        var found = written.get(ByteBuffer.wrap(json.bytes(), json.start(), json.length()));
        if (found == null) {
            found = sorted(parse(json)).getBytes(UTF_8);
            if (json.length() <= LONGEST_KEPT) {
                written.put(ByteBuffer.wrap(json.copy()), found);
            }
        }
        writer.raw(found);
    }

    private static String sorted(JsonNode node) {
        var text = new java.io.StringWriter();
        try (var generator = MAPPER.createGenerator(text)) {
            write(node, generator);
        }
        return text.toString();
    }

    private static void write(JsonNode node, JsonGenerator generator) {
        if (node.isObject()) {
            generator.writeStartObject();
            node.propertyNames().stream()
                    .sorted()
                    .forEach(name -> {
                        generator.writeName(name);
                        write(node.get(name), generator);
                    });
            generator.writeEndObject();
        } else if (node.isArray()) {
            generator.writeStartArray();
            node.forEach(element -> write(element, generator));
            generator.writeEndArray();
        } else if (node.isString()) {
            generator.writeString(node.stringValue());
        } else {
            generator.writeRawValue(node.toString());
        }
    }
}
