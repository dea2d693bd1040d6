package org.addonsdata.search.load;

import java.util.ArrayList;
import java.util.List;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.search.cluster.Json;
import org.addonsdata.search.cluster.ServerErrors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * What a server says of the documents of a bulk request. It first says whether any failed; only
 * then the rest is read.
 *
 * @param failures in the order of their positions in the request
 */
record BulkAnswer(List<ItemFailure> failures) {
    /**
     * Asks for as little as tells each item's fate; every item has a status, so their positions
     * stay.
     */
    static final String PARTS = "filter_path=errors,items.*.status,items.*.error";

    /**
     * One document that was not written.
     *
     * @param type the server's name of the error, such as {@code mapper_parsing_exception}
     */
    record ItemFailure(int position, int status, String type, String reason) {}

    /**
     * @throws DataException with {@link ErrorCode#SEARCH_ERROR} when it does not speak of that many
     *     documents
     */
    static BulkAnswer read(byte[] json, int documents) {
        try (var parser = Json.parser(json)) {
            return read(parser, documents);
        } catch (JacksonException e) {
            throw DataException.of(
                    ErrorCode.SEARCH_ERROR,
                    "a bulk answer cannot be read: " + e.getOriginalMessage(),
                    e);
        }
    }

    private static BulkAnswer read(JsonParser parser, int documents) {
        var failures = new ArrayList<ItemFailure>();
        var items = -1;
        parser.nextToken();
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            var value = parser.nextToken();
            if (name.equals("errors") && value == JsonToken.VALUE_FALSE) {
                return new BulkAnswer(List.of());
            }
            if (name.equals("items")) {
                items = readItems(parser, failures);
            } else {
                parser.skipChildren();
            }
        }
        if (items != documents) {
            throw DataException.of(
                    ErrorCode.SEARCH_ERROR,
                    "a bulk answer speaks of %d documents instead of %d"
                            .formatted(items, documents));
        }
        return new BulkAnswer(failures);
    }

    private static int readItems(JsonParser parser, List<ItemFailure> failures) {
        var position = 0;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            parser.nextToken();
            parser.nextToken();
            readItem(parser, position++, failures);
            parser.nextToken();
        }
        return position;
    }

    private static void readItem(JsonParser parser, int position, List<ItemFailure> failures) {
        var status = 0;
        JsonNode error = null;
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            switch (name) {
                case "status" -> status = parser.getIntValue();
                case "error" -> error = parser.readValueAsTree();
                default -> parser.skipChildren();
            }
        }
        if (error != null) {
            var type = error.path("type").asString("");
            failures.add(new ItemFailure(position, status, type, ServerErrors.reason(error)));
        }
    }
}
