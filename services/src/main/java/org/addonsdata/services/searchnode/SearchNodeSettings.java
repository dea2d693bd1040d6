package org.addonsdata.services.searchnode;

import java.nio.file.Path;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/**
 * Which node, on what, and how.
 *
 * @param volume the directory of the volume; the node lives in {@code search-<engine>} below it
 * @param engines the distribution's directory of engines: {@code <engine>/*.jar}, {@code aot/*.aot}
 * @param cache the user's cache directory, which may vanish whenever no node runs
 * @param port of HTTP on 127.0.0.1
 * @param heap the most the node may use, such as {@code "512m"}
 * @param classLoading how its classes are loaded
 */
public record SearchNodeSettings(
        SearchEngine engine,
        Path volume,
        Path engines,
        Path cache,
        int port,
        String heap,
        ClassLoading classLoading) {
    public static final int DEFAULT_PORT = 19_200;
    public static final String DEFAULT_HEAP = "512m";

    private static final int SMALLEST_HEAP_MEGABYTES = 128;
    private static final int MEGABYTES_PER_GIGABYTE = 1024;

    /** What is done about ahead-of-time caches. */
    public enum ClassLoading {
        /** One that fits is used; without one the node starts a second or two later. */
        CACHED,
        /**
         * The node records one, which {@link SearchNode#stop} completes and puts into the
         * distribution. The node is slower, its end takes some seconds.
         */
        TRAINING
    }

    public SearchNodeSettings {
        requireHeap(heap);
    }

    /**
     * @throws DataException with {@link ErrorCode#SETTING_INVALID} for a heap that is none
     */
    public static void requireHeap(String heap) {
        if (!heap.matches("[1-9][0-9]{0,5}[mMgG]") || megabytes(heap) < SMALLEST_HEAP_MEGABYTES) {
            throw DataException.of(
                            ErrorCode.SETTING_INVALID,
                            "SEARCH_HEAP is \"" + heap + "\", which is no heap for a search node")
                    .withHint(
                            "set it to megabytes or gigabytes, such as 512m or 2g, at least 128m");
        }
    }

    /** A node with the usual heap that uses the cache it finds. */
    public static SearchNodeSettings of(
            SearchEngine engine, Path volume, Path engines, Path cache, int port) {
        return new SearchNodeSettings(
                engine, volume, engines, cache, port, DEFAULT_HEAP, ClassLoading.CACHED);
    }

    /** Where everything of the node lives: data, log, run file. */
    public Path directory() {
        return volume.resolve("search-" + engine.text());
    }

    Path runFile() {
        return directory().resolve("node.json");
    }

    Path log() {
        return directory().resolve("node.log");
    }

    private static long megabytes(String heap) {
        var number = Long.parseLong(heap.substring(0, heap.length() - 1));
        return heap.endsWith("g") || heap.endsWith("G") ? number * MEGABYTES_PER_GIGABYTE : number;
    }
}
