package org.addonsdata.bench.index;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Collects documents as a bulk request has them. */
final class BulkLines {
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private int documents;

    void add(long key, byte[] source) {
        lines.writeBytes(
                ("{\"index\":{\"_id\":\"" + key + "\"}}\n").getBytes(StandardCharsets.UTF_8));
        lines.writeBytes(source);
        lines.write('\n');
        documents++;
    }

    int documents() {
        return documents;
    }

    int bytes() {
        return lines.size();
    }

    /** What was collected since the last call. */
    byte[] take() {
        var taken = lines.toByteArray();
        lines.reset();
        documents = 0;
        return taken;
    }
}
