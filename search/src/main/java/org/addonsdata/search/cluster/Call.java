package org.addonsdata.search.cluster;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One request to a cluster, to whichever node takes it.
 *
 * @param path with a leading slash, with its query, encoded
 * @param purpose what an error says could not be done, such as {@code "create index
 *     addons-20260101000000"}
 * @param timeout for each of: connecting (5 s at most), the server's first byte, and every pause in
 *     its answer
 * @param repeatable whether doing it twice is the same as once, so that another node may be asked
 *     after one was lost
 * @param accepted statuses from 400 on that are an answer and no error
 */
public record Call(
        String method,
        String path,
        @Nullable Body body,
        String purpose,
        Duration timeout,
        boolean repeatable,
        Set<Integer> accepted) {
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);

    public static Call get(String path, String purpose) {
        return new Call("GET", path, null, purpose, USUAL_TIMEOUT, true, Set.of());
    }

    /** A POST that reads, such as a search, or that may be done twice. */
    public static Call query(String path, @Nullable JsonNode json, String purpose) {
        return new Call(
                "POST",
                path,
                json == null ? null : Body.json(json),
                purpose,
                USUAL_TIMEOUT,
                true,
                Set.of());
    }

    /** A POST that must not be done twice. */
    public static Call post(String path, JsonNode json, String purpose) {
        return new Call("POST", path, Body.json(json), purpose, USUAL_TIMEOUT, false, Set.of());
    }

    public static Call put(String path, JsonNode json, String purpose) {
        return new Call("PUT", path, Body.json(json), purpose, USUAL_TIMEOUT, true, Set.of());
    }

    public static Call delete(String path, String purpose) {
        return new Call("DELETE", path, null, purpose, USUAL_TIMEOUT, true, Set.of());
    }

    /** A bulk request of lines of JSON. */
    public static Call lines(String path, Body lines, String purpose) {
        return new Call("POST", path, lines, purpose, USUAL_TIMEOUT, true, Set.of());
    }

    public Call within(Duration replacement) {
        return new Call(method, path, body, purpose, replacement, repeatable, accepted);
    }

    public Call accepting(Integer... statuses) {
        return new Call(method, path, body, purpose, timeout, repeatable, Set.of(statuses));
    }
}
