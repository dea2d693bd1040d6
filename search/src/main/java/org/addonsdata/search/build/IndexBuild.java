package org.addonsdata.search.build;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.search.DocumentSource;
import org.addonsdata.search.DocumentSource.View;
import org.addonsdata.search.IndexDefinition;
import org.addonsdata.search.cluster.SearchCluster;
import org.addonsdata.search.compare.CatchUp;
import org.addonsdata.search.compare.ContentSample;
import org.addonsdata.search.index.IndexSettings;
import org.addonsdata.search.index.Indexes;
import org.addonsdata.search.index.OwnIndex;
import org.addonsdata.search.load.BulkLoader;
import org.addonsdata.search.load.LoadOptions;
import org.addonsdata.search.load.LoadResult;
import org.addonsdata.search.load.RangeDigests;
import org.addonsdata.search.load.RefusedDocuments;

/**
 * Builds an index aside. The caller holds the lock, publishes the result at its own switch, and
 * settles it then.
 */
public final class IndexBuild {
    private static final int MOST_ROUNDS = 5;
    private static final int MOST_ATTEMPTS = 3;

    private final SearchCluster cluster;
    private final IndexDefinition definition;
    private final IndexSettings settings;
    private final LoadOptions options;
    private final Indexes indexes;
    private final String owner;

    public IndexBuild(
            SearchCluster cluster,
            IndexDefinition definition,
            IndexSettings settings,
            LoadOptions options) {
        this(cluster, definition, settings, options, "");
    }

    /**
     * @param owner the database whose data it is; see {@link OwnIndex}
     */
    public IndexBuild(
            SearchCluster cluster,
            IndexDefinition definition,
            IndexSettings settings,
            LoadOptions options,
            String owner) {
        this.cluster = cluster;
        this.definition = definition;
        this.settings = settings;
        this.options = options;
        this.indexes = new Indexes(cluster);
        this.owner = owner;
    }

    /**
     * Builds an index that holds what the source held at one moment, shortly before this returns.
     * When the new index is lost with the node it was on, and others are left, it is built once
     * more: while it is filled there are no copies of it.
     *
     * @param generation the data it is made from, found again by {@link Indexes#find}
     * @param task counts documents; told the total and what is done, and ended by the caller
     * @throws DataException with {@link ErrorCode#INDEX_NOT_OURS} when something of somebody else
     *     stands where the alias is to be; {@link ErrorCode#DOCUMENT_REFUSED}; {@link
     *     ErrorCode#VERIFICATION_FAILED}; {@link ErrorCode#INTERRUPTED}; otherwise as {@link
     *     SearchCluster#send}. The new index is gone then, unless the server is too; the next
     *     {@link Indexes#sweepUnfinished} removes it in that case
     */
    public BuiltIndex run(
            DocumentSource source,
            String generation,
            Progress.Task task,
            Cancellation cancellation) {
        var start = System.nanoTime();
        cancellation.check();
        var _ = indexes.live(definition.alias());
        var repeatable = new RepeatableTask(task);
        for (int attempt = 1; ; attempt++) {
            var index = indexes.create(definition, settings, generation, owner);
            try (var _ = cancellation.onCancel(cluster::abort)) {
                var filled = fill(source, index, repeatable, cancellation);
                return built(index, filled, start, cancellation);
            } catch (RuntimeException | Error e) {
                var again = attempt < MOST_ATTEMPTS && isLost(index, e);
                remove(index, e);
                if (!again) {
                    throw e;
                }
                repeatable.beginAgain();
            }
        }
    }

    private BuiltIndex built(OwnIndex index, Filled filled, long start, Cancellation cancellation) {
        var completed =
                indexes.complete(index, settings, filled.documents(), filled.refused().keys());
        indexes.awaitCopies(completed, settings.replicas(), cancellation);
        return new BuiltIndex(
                completed,
                filled.documents(),
                filled.loaded().bytes(),
                filled.caughtUp(),
                filled.refused().all(),
                Duration.ofNanos(System.nanoTime() - start),
                filled.loaded().digests());
    }

    /** Whether the reason of the failure is that a shard of the new index has gone. */
    private boolean isLost(OwnIndex index, Throwable failure) {
        if (!(failure instanceof DataException e) || e.code() == ErrorCode.INTERRUPTED) {
            return false;
        }
        try {
            return indexes.isLost(index);
        } catch (DataException unknown) {
            failure.addSuppressed(unknown);
            return false;
        }
    }

    /**
     * To be called after the index was published: catches up with what was committed between the
     * moment it holds and the switch. Afterwards it is the application that keeps the index true.
     *
     * @return how many documents were added, changed or deleted
     */
    public long settle(BuiltIndex built, DocumentSource source, Cancellation cancellation) {
        var refused = new RefusedDocuments(options.skipRefused(), built.index().refused());
        refused.keep(built.refused());
        var changed =
                new CatchUp(cluster, options, refused, cancellation)
                        .settle(source, built.name(), built.digests());
        indexes.recordRefused(built.index(), refused.keys());
        return changed;
    }

    private record Filled(
            LoadResult loaded, RefusedDocuments refused, long caughtUp, long documents) {}

    private Filled fill(
            DocumentSource source, OwnIndex index, Progress.Task task, Cancellation cancellation) {
        task.reached("index.created");
        var refused = new RefusedDocuments(options.skipRefused());
        LoadResult loaded;
        try (var view = source.open(options.readers())) {
            loaded =
                    new BulkLoader(cluster, options, refused)
                            .load(view, index.name(), task, cancellation);
        }
        task.reached("index.loaded");
        var catchUp = new CatchUp(cluster, options, refused, cancellation);
        var caughtUp = 0L;
        for (int round = 1; ; round++) {
            try (var view = source.open(options.readers())) {
                var changed = catchUp.round(view, index.name(), loaded.digests());
                caughtUp += changed;
                if (changed == 0 || round == MOST_ROUNDS) {
                    task.reached("index.caught-up");
                    cancellation.check();
                    var documents = verify(view, index.name(), loaded.digests(), refused);
                    task.reached("index.verified");
                    return new Filled(loaded, refused, caughtUp, documents);
                }
            }
        }
    }

    /** The index now holds what the view holds: count all, compare some. */
    private long verify(View view, String index, RangeDigests digests, RefusedDocuments refused) {
        indexes.refresh(index);
        var skipped = stillThere(view, refused);
        var expected = view.documentCount() - skipped.size();
        var found = indexes.count(index);
        if (found != expected) {
            throw DataException.of(
                            ErrorCode.VERIFICATION_FAILED,
                            "the new index holds %d documents instead of %d"
                                    .formatted(found, expected))
                    .withHint(
                            "a node of the search server may have lost data; look at its log, then try again");
        }
        new ContentSample(cluster, index).verify(view, digests.ranges(), skipped);
        return found;
    }

    private static Set<Long> stillThere(View view, RefusedDocuments refused) {
        var keys = new HashSet<Long>();
        if (!refused.keys().isEmpty()) {
            view.read(refused.keys(), (key, _, _) -> keys.add(key));
        }
        return keys;
    }

    /** Removes what was built, even after a cancellation. */
    private void remove(OwnIndex index, Throwable failure) {
        var interrupted = Thread.interrupted();
        try {
            indexes.discard(index);
        } catch (DataException e) {
            failure.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
