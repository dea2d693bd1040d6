package org.addonsdata.search.load;

import java.time.Duration;

/**
 * How to fill an index.
 *
 * @param readers threads that read and render documents
 * @param maximumStreams bulk requests on their way at once, at most
 * @param initialBytes of a bulk request, until throughput tells more
 * @param maximumBytes of a bulk request; a single document may be larger
 * @param documentsPerRange how many documents the source renders at once
 * @param requestTimeout for one bulk request; much longer than the ten seconds a server may wait
 *     for a missing shard
 * @param retryFor how long a server may be too busy, without taking a single document of a request
 * @param reconnectFor how long no node may answer, or a shard may be missing
 * @param skipRefused lists documents that the server refuses instead of failing
 */
public record LoadOptions(
        int readers,
        int maximumStreams,
        int initialBytes,
        int maximumBytes,
        int documentsPerRange,
        Duration requestTimeout,
        Duration retryFor,
        Duration reconnectFor,
        boolean skipRefused) {
    public static LoadOptions defaults() {
        return new LoadOptions(
                Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4),
                6,
                2 << 20,
                5 << 20,
                1_000,
                Duration.ofMinutes(2),
                Duration.ofMinutes(2),
                Duration.ofSeconds(30),
                false);
    }

    public LoadOptions withSkipRefused(boolean skip) {
        return new LoadOptions(
                readers,
                maximumStreams,
                initialBytes,
                maximumBytes,
                documentsPerRange,
                requestTimeout,
                retryFor,
                reconnectFor,
                skip);
    }

    public LoadOptions withPatience(Duration retry, Duration reconnect) {
        return new LoadOptions(
                readers,
                maximumStreams,
                initialBytes,
                maximumBytes,
                documentsPerRange,
                requestTimeout,
                retry,
                reconnect,
                skipRefused);
    }
}
