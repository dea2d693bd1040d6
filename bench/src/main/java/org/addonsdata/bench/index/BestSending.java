package org.addonsdata.bench.index;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.addonsdata.search.DocumentSource;

/**
 * Tries a plain loop with several sizes of requests and several at once on some of the documents,
 * and takes the quickest, each by the better of two tries. The tries also warm up the node.
 */
record BestSending(Node node, DocumentSource documents, BulkFiles files, long addons) {
    private static final List<Integer> SIZES = List.of(1 << 20, 2 << 20, 5 << 20);
    private static final List<Integer> SENDERS = List.of(1, 2, 3, 4);
    private static final long SAMPLE = 10_000;
    private static final String INDEX = "bench-trial";

    /**
     * What was quickest.
     *
     * @param bytes of a request
     * @param senders requests at once
     */
    record Found(int bytes, int senders, double seconds) {}

    Found find() throws IOException, InterruptedException, ExecutionException {
        var best = new Found(0, 0, Double.MAX_VALUE);
        for (int size : SIZES) {
            files.write(documents, size, Math.min(SAMPLE, addons));
            for (int attempt = 0; attempt < 2; attempt++) {
                for (int senders : SENDERS) {
                    var seconds = send(senders);
                    if (seconds < best.seconds()) {
                        best = new Found(size, senders, seconds);
                    }
                }
            }
        }
        return best;
    }

    private double send(int senders) throws IOException, InterruptedException, ExecutionException {
        node.delete(INDEX);
        node.awaitQuiet();
        var start = System.nanoTime();
        node.create(INDEX, "-1");
        files.send(node, INDEX, senders);
        node.refresh(INDEX);
        var seconds = (System.nanoTime() - start) / 1e9;
        node.delete(INDEX);
        return seconds;
    }
}
