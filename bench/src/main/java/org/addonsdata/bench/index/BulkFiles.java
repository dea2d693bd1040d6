package org.addonsdata.bench.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.search.DocumentSource;
import org.addonsdata.search.DocumentSource.KeyRange;

/** Documents as bulk requests on disk, one file each, in the order of their names. */
record BulkFiles(Path directory) {
    private static final KeyRange ALL = new KeyRange(0, Long.MAX_VALUE);
    private static final int RANGE = 1000;

    /**
     * Renders the documents anew.
     *
     * @param bytes of a file, about
     * @param most documents
     */
    void write(DocumentSource source, int bytes, long most) throws IOException {
        AtomicFiles.deleteTree(directory);
        Files.createDirectories(directory);
        var lines = new BulkLines();
        var written = new AtomicLong();
        var number = new AtomicInteger();
        try (var view = source.open(1)) {
            for (var range : view.split(RANGE)) {
                view.read(
                        range,
                        (key, _, document) -> {
                            if (written.getAndIncrement() < most) {
                                lines.add(key, document);
                                if (lines.bytes() >= bytes) {
                                    next(number.getAndIncrement(), lines);
                                }
                            }
                        });
            }
        }
        if (lines.documents() > 0) {
            next(number.get(), lines);
        }
    }

    private void next(int number, BulkLines lines) {
        try {
            Files.write(directory.resolve("%08d".formatted(number)), lines.take());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /** Sends every file from so many threads, each the next one as soon as it has an answer. */
    void send(Node node, String index, int senders)
            throws IOException, InterruptedException, ExecutionException {
        var files = files();
        var next = new AtomicInteger();
        Callable<Integer> loop =
                () -> {
                    int sent = 0;
                    for (int i = next.getAndIncrement();
                            i < files.size();
                            i = next.getAndIncrement()) {
                        node.bulk(index, Files.readAllBytes(files.get(i)));
                        sent++;
                    }
                    return sent;
                };
        try (var threads = Executors.newFixedThreadPool(senders)) {
            var loops = IntStream.range(0, senders).mapToObj(_ -> loop).toList();
            for (var sent : threads.invokeAll(loops)) {
                sent.get();
            }
        }
    }

    /** The keys of all documents of a source, ascending. */
    static List<Long> keys(DocumentSource source) {
        var keys = new ArrayList<Long>();
        try (var view = source.open(1)) {
            view.readVersions(ALL, (key, _) -> keys.add(key));
        }
        return keys;
    }
}
