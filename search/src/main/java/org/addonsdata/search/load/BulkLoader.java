package org.addonsdata.search.load;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.search.DocumentSource.View;
import org.addonsdata.search.cluster.SearchCluster;
import org.addonsdata.search.index.IndexPaths;

/**
 * Fills an empty index from a view, with several readers and several senders. In memory at once
 * are, in bulk requests: one for each reader, two in the queue, and one for each sender.
 */
public final class BulkLoader {
    private static final int QUEUED = 2;

    private final SearchCluster cluster;
    private final LoadOptions options;
    private final RefusedDocuments refused;

    public BulkLoader(SearchCluster cluster, LoadOptions options, RefusedDocuments refused) {
        this.cluster = cluster;
        this.options = options;
        this.refused = refused;
    }

    /**
     * Writes every document of the view.
     *
     * @param view opened for {@link LoadOptions#readers} readers
     * @param task told the total and of documents as their fate becomes known
     * @throws DataException as {@link BulkSender#send}
     */
    public LoadResult load(View view, String index, Progress.Task task, Cancellation cancellation) {
        task.total(view.documentCount());
        return new Run(view, index, task, cancellation).load();
    }

    /** One load under way. */
    private final class Run {
        private final View view;
        private final Progress.Task task;
        private final Cancellation cancellation;
        private final RangeDigests digests;
        private final Pace pace = new Pace(options, System.nanoTime());
        private final Gate gate = new Gate(pace::streams);
        private final BulkSender sender;
        private final BlockingQueue<BulkBody> queue = new ArrayBlockingQueue<>(QUEUED);
        private final BulkBody end = new BulkBody(0);
        private final AtomicInteger nextRange = new AtomicInteger();
        private final AtomicInteger runningReaders = new AtomicInteger(options.readers());
        private final CountDownLatch ended = new CountDownLatch(1);
        private final LongAdder documents = new LongAdder();
        private final LongAdder bytes = new LongAdder();

        Run(View view, String index, Progress.Task task, Cancellation cancellation) {
            this.view = view;
            this.task = task;
            this.cancellation = cancellation;
            this.digests = RangeDigests.over(view.split(options.documentsPerRange()));
            this.sender =
                    new BulkSender(
                            cluster,
                            new IndexPaths(cluster.family(), index),
                            options,
                            refused,
                            cancellation,
                            () -> pace.busy(System.nanoTime()));
        }

        LoadResult load() {
            try (var scope = new TaskScope("bulk load");
                    var _ = cancellation.onCancel(ended::countDown)) {
                for (int i = 0; i < options.readers(); i++) {
                    var _ = scope.fork(this::read);
                }
                var runningSenders = new AtomicInteger(options.maximumStreams());
                for (int i = 0; i < options.maximumStreams(); i++) {
                    var _ = scope.fork(() -> send(runningSenders));
                }
                var _ = scope.fork(this::watch);
                scope.join(RangeTasks.LONGEST);
            }
            digests.areOf(view);
            return new LoadResult(documents.sum(), bytes.sum(), digests);
        }

        private int watch() throws InterruptedException {
            ended.await();
            cancellation.check();
            return 0;
        }

        private int read() throws InterruptedException {
            var ranges = digests.ranges();
            var filling = new Filling();
            for (int i = nextRange.getAndIncrement();
                    i < ranges.size();
                    i = nextRange.getAndIncrement()) {
                cancellation.check();
                filling.digest = 0;
                view.read(ranges.get(i), filling::add);
                digests.set(i, filling.digest);
            }
            filling.handOver();
            if (runningReaders.decrementAndGet() == 0) {
                queue.put(end);
            }
            return 0;
        }

        private int send(AtomicInteger runningSenders) throws InterruptedException {
            while (true) {
                gate.enter();
                try {
                    var body = queue.take();
                    if (body == end) {
                        queue.put(end);
                        break;
                    }
                    documents.add(sender.send(body, task::advance));
                    bytes.add(body.length());
                    pace.sent(body.length(), System.nanoTime());
                } finally {
                    gate.leave();
                }
            }
            if (runningSenders.decrementAndGet() == 0) {
                ended.countDown();
            }
            return 0;
        }

        /** A reader's request as it fills. */
        private final class Filling {
            private BulkBody body = new BulkBody(pace.bytes() + (1 << 16));
            private long digest;

            void add(long key, long version, byte[] source) {
                digest += RangeDigests.hash(key, version);
                body.index(key, source);
                if (body.length() >= pace.bytes()) {
                    try {
                        handOver();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                        throw Cancellation.interrupted();
                    }
                    body = new BulkBody(pace.bytes() + (1 << 16));
                }
            }

            void handOver() throws InterruptedException {
                if (body.count() > 0) {
                    queue.put(body);
                }
            }
        }
    }
}
