package org.addonsdata.search.cluster;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes turns among the nodes; one that failed is asked last until some time has passed. */
final class NodeRing {
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final List<URI> nodes;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<URI, Long> failedAtNanos = new ConcurrentHashMap<>();

    NodeRing(List<URI> nodes) {
        this.nodes = nodes;
    }

    /** All nodes, the one whose turn it is first, those that rest last. */
    List<URI> inOrder() {
        var start = Math.floorMod(turn.getAndIncrement(), nodes.size());
        var awake = new ArrayList<URI>(nodes.size());
        var resting = new ArrayList<URI>();
        for (int i = 0; i < nodes.size(); i++) {
            var node = nodes.get((start + i) % nodes.size());
            (rests(node) ? resting : awake).add(node);
        }
        awake.addAll(resting);
        return awake;
    }

    void failed(URI node) {
        failedAtNanos.put(node, System.nanoTime());
    }

    void answered(URI node) {
        if (!failedAtNanos.isEmpty()) {
            failedAtNanos.remove(node);
        }
    }

    private boolean rests(URI node) {
        var since = failedAtNanos.get(node);
        return since != null && System.nanoTime() - since < REST_NANOS;
    }
}
