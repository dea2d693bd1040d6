package org.addonsdata.search.cluster;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a node answered: its status and the whole body, decompressed. */
public final class Answer {
    private static final int SHOWN_CHARACTERS = 200;

    private final URI node;
    private final int status;
    private final byte[] body;

    Answer(URI node, int status, byte[] body) {
        this.node = node;
        this.status = status;
        this.body = body;
    }

    public URI node() {
        return node;
    }

    public int status() {
        return status;
    }

    /** The body as it came; not to be changed. */
    public byte[] body() {
        return body;
    }

    /**
     * The body as a tree.
     *
     * @throws DataException with {@link ErrorCode#SEARCH_ERROR} when it is something else than JSON
     */
    public JsonNode json() {
        try {
            return Json.parse(body);
        } catch (JacksonException e) {
            throw DataException.of(
                            ErrorCode.SEARCH_ERROR,
                            node + " answered something else than JSON: " + excerpt(),
                            e)
                    .withHint(
                            "check that the address is that of an Elasticsearch or OpenSearch server");
        }
    }

    /** The beginning of the body on one line, for a message. */
    String excerpt() {
        var text = new String(body, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    }
}
