package org.addonsdata.addons.index;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes documents as JSON bytes, one after the other. Takes values as the database sent them: text
 * in UTF-8 is escaped without being decoded.
 */
final class DocumentWriter implements AutoCloseable {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().rootValueSeparator((String) null).build();
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int TIME_LENGTH = 24;

    private final ByteArrayOutputStream sink = new ByteArrayOutputStream(16 * 1024);
    private final JsonGenerator generator =
            FACTORY.createGenerator(ObjectWriteContext.empty(), sink, JsonEncoding.UTF8);
    private final byte[] time = new byte[TIME_LENGTH];

    /** Hands out what was written since the last time and starts anew. */
    byte[] take() {
        generator.flush();
        var document = sink.toByteArray();
        sink.reset();
        return document;
    }

    void startObject() {
        generator.writeStartObject();
    }

    void startObject(SerializableString name) {
        generator.writeName(name);
        generator.writeStartObject();
    }

    void endObject() {
        generator.writeEndObject();
    }

    void startArray(SerializableString name) {
        generator.writeName(name);
        generator.writeStartArray();
    }

    void endArray() {
        generator.writeEndArray();
    }

    void number(long value) {
        generator.writeNumber(value);
    }

    void number(SerializableString name, long value) {
        generator.writeName(name);
        generator.writeNumber(value);
    }

    void number(SerializableString name, double value) {
        generator.writeName(name);
        generator.writeNumber(value);
    }

    void flag(SerializableString name, boolean value) {
        generator.writeName(name);
        generator.writeBoolean(value);
    }

    void nothing(SerializableString name) {
        generator.writeName(name);
        generator.writeNull();
    }

    void text(byte[] utf8) {
        generator.writeUTF8String(utf8, 0, utf8.length);
    }

    void text(SerializableString name, byte @Nullable [] utf8) {
        generator.writeName(name);
        if (utf8 == null) {
            generator.writeNull();
        } else {
            text(utf8);
        }
    }

    /**
     * Writes a DATETIME as ISO 8601 in UTC with milliseconds; one without a year, such as
     * 0000-00-00, as null.
     */
    void time(SerializableString name, byte @Nullable [] datetime) {
        generator.writeName(name);
        if (datetime == null || datetime[0] == '0') {
            generator.writeNull();
            return;
        }
        System.arraycopy(datetime, 0, time, 0, 19);
        time[10] = 'T';
        if (datetime.length >= 23) {
            System.arraycopy(datetime, 19, time, 19, 4);
        } else {
            time[19] = '.';
            time[20] = time[21] = time[22] = '0';
        }
        time[23] = 'Z';
        generator.writeRawUTF8String(time, 0, TIME_LENGTH);
    }

    /** Writes the strings of a JSON array; anything else in it is left out. */
    void strings(SerializableString name, byte[] json) {
        startArray(name);
        if (json.length > 2) {
            try (var parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
                copyStrings(parser);
            }
        }
        endArray();
    }

    private void copyStrings(tools.jackson.core.JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            return;
        }
        for (var token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            switch (token) {
                case VALUE_STRING -> generator.copyCurrentEvent(parser);
                case START_ARRAY, START_OBJECT -> parser.skipChildren();
                case null, default -> {}
            }
        }
    }

    /**
     * Writes JSON with the members of its objects by name: MySQL and MariaDB keep them in different
     * orders.
     */
    void json(SerializableString name, byte[] json) {
        generator.writeName(name);
        sorted(MAPPER.readTree(json));
    }

    static JsonNode parse(byte[] json) {
        return MAPPER.readTree(json);
    }

    private void sorted(JsonNode node) {
        if (node.isObject()) {
            generator.writeStartObject();
            node.propertyNames().stream()
                    .sorted()
                    .forEach(name -> {
                        generator.writeName(name);
                        sorted(node.get(name));
                    });
            generator.writeEndObject();
        } else if (node.isArray()) {
            generator.writeStartArray();
            node.forEach(this::sorted);
            generator.writeEndArray();
        } else if (node.isString()) {
            generator.writeString(node.stringValue());
        } else {
            generator.writeRawValue(node.toString());
        }
    }

    @Override
    public void close() {
        generator.close();
    }
}
