package org.addonsdata.search.cluster;

import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.databind.JsonNode;

/**
 * The bytes of a request, with their media type. The bytes are not copied and must not change while
 * it is sent.
 */
public final class Body {
    private final byte[] bytes;
    private final int length;
    private final String contentType;

    private Body(byte[] bytes, int length, String contentType) {
        this.bytes = bytes;
        this.length = length;
        this.contentType = contentType;
    }

    public static Body json(JsonNode json) {
        var bytes = Json.bytes(json);
        return new Body(bytes, bytes.length, "application/json");
    }

    /** Lines of JSON, each ended by a newline, in the first so many bytes of the array. */
    public static Body lines(byte[] bytes, int length) {
        return new Body(bytes, length, "application/x-ndjson");
    }

    int length() {
        return length;
    }

    String contentType() {
        return contentType;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }
}
