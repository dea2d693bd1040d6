package org.addonsdata.bench.index;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an index holds: how many documents, and a SHA-256 over the ids and sources of all of them in
 * the order of their ids. Two with the same content hold the same data.
 */
record IndexContent(long documents, String digest) {
    private static final int PAGE = 500;

    static IndexContent of(Node node, String index) throws IOException {
        node.refresh(index);
        var digest = sha256();
        long documents = 0;
        @Nullable JsonNode last = null;
        while (true) {
            var hits = node.search(index, page(last)).at("/hits/hits");
            for (var hit : hits.values()) {
                digest.update(hit.path("_id").asString().getBytes(StandardCharsets.UTF_8));
                digest.update(hit.path("_source").toString().getBytes(StandardCharsets.UTF_8));
                last = hit.path("sort");
                documents++;
            }
            if (hits.size() < PAGE) {
                return new IndexContent(documents, HexFormat.of().formatHex(digest.digest()));
            }
        }
    }

    private static JsonNode page(@Nullable JsonNode last) {
        var query = JsonMapper.shared().createObjectNode().put("size", PAGE);
        query.putArray("sort").addObject().put("id", "asc");
        if (last != null) {
            query.set("search_after", last);
        }
        return query;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
