package org.addonsdata.search.load;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.search.cluster.Answer;
import org.addonsdata.search.cluster.Call;
import org.addonsdata.search.cluster.SearchCluster;
import org.addonsdata.search.cluster.ServerErrors;
import org.addonsdata.search.index.IndexPaths;
import org.addonsdata.search.load.BulkAnswer.ItemFailure;
import org.jspecify.annotations.Nullable;

/**
 * Sends a bulk request and repeats what of it could not be done now, until every document's fate is
 * known.
 */
public final class BulkSender {
    /** A missing shard is told soon, rather than after the server's minute. */
    private static final String PARAMETERS = "timeout=10s&" + BulkAnswer.PARTS;

    private final SearchCluster cluster;
    private final IndexPaths paths;
    private final LoadOptions options;
    private final RefusedDocuments refused;
    private final Cancellation cancellation;
    private final Runnable onBusy;

    public BulkSender(
            SearchCluster cluster,
            String index,
            LoadOptions options,
            RefusedDocuments refused,
            Cancellation cancellation) {
        this(
                cluster,
                new IndexPaths(cluster.family(), index),
                options,
                refused,
                cancellation,
                () -> {});
    }

    /**
     * @param onBusy told when the server cannot keep up
     */
    BulkSender(
            SearchCluster cluster,
            IndexPaths paths,
            LoadOptions options,
            RefusedDocuments refused,
            Cancellation cancellation,
            Runnable onBusy) {
        this.cluster = cluster;
        this.paths = paths;
        this.options = options;
        this.refused = refused;
        this.cancellation = cancellation;
        this.onBusy = onBusy;
    }

    /**
     * Sends the documents.
     *
     * @param onSettled told of documents whose fate is known, as it becomes known
     * @return how many were written or deleted; the others were refused, or somebody else has
     *     written them meanwhile
     * @throws DataException with {@link ErrorCode#DOCUMENT_REFUSED} for the first refused one
     *     unless those are skipped; {@link ErrorCode#SEARCH_ERROR} when the server stays too busy;
     *     otherwise as {@link SearchCluster#send}
     */
    public int send(BulkBody body, LongConsumer onSettled) {
        var written = 0;
        var pending = body;
        var patience = new Patience(options, cancellation);
        while (pending.count() > 0) {
            cancellation.check();
            var answer = trySend(pending, patience);
            if (answer == null) {
                continue;
            }
            if (answer.status() == 413) {
                return written + sendHalves(pending, answer, onSettled);
            }
            var failures = BulkAnswer.read(answer.body(), pending.count()).failures();
            var again = settle(pending, failures);
            written += pending.count() - failures.size();
            onSettled.accept(pending.count() - again.size());
            if (again.size() < pending.count()) {
                patience.renew();
            }
            if (again.isEmpty()) {
                break;
            }
            onBusy.run();
            pause(again.getFirst(), patience);
            pending = pending.only(again.stream().mapToInt(ItemFailure::position).toArray());
        }
        return written;
    }

    private void pause(ItemFailure failure, Patience patience) {
        if (failure.type().equals("unavailable_shards_exception")) {
            patience.waitForNode(fatal(failure));
        } else {
            patience.wait(busy(failure.reason()));
        }
    }

    private @Nullable Answer trySend(BulkBody body, Patience patience) {
        try {
            var answer =
                    cluster.send(
                            Call.lines(
                                            paths.bulk() + "?" + PARAMETERS,
                                            body.toBody(),
                                            "write documents to " + paths.index())
                                    .within(options.requestTimeout())
                                    .accepting(413, 429, 502, 503, 504));
            if (answer.status() < 300 || answer.status() == 413) {
                return answer;
            }
            onBusy.run();
            patience.wait(busy("status " + answer.status()));
        } catch (DataException e) {
            if (e.code() != ErrorCode.SERVER_UNREACHABLE && e.code() != ErrorCode.TIMED_OUT) {
                throw e;
            }
            onBusy.run();
            patience.waitForNode(e);
        }
        return null;
    }

    private DataException busy(String reason) {
        return DataException.of(
                        ErrorCode.SEARCH_ERROR,
                        "the search server has been too busy to take documents for %d s: %s"
                                .formatted(options.retryFor().toSeconds(), reason))
                .withHint("give it more memory or fewer other tasks, then try again");
    }

    /** What stands between us and the server takes only smaller requests. */
    private int sendHalves(BulkBody body, Answer answer, LongConsumer onSettled) {
        if (body.count() == 1) {
            refused.add(
                    new RefusedDocument(
                            body.key(0),
                            "%s takes no request of %d bytes"
                                    .formatted(answer.node(), body.length())));
            onSettled.accept(1);
            return 0;
        }
        onBusy.run();
        int middle = body.count() / 2;
        var first = body.only(IntStream.range(0, middle).toArray());
        var second = body.only(IntStream.range(middle, body.count()).toArray());
        return send(first, onSettled) + send(second, onSettled);
    }

    /** Sorts the failures; those to be tried again are returned. */
    private List<ItemFailure> settle(BulkBody body, List<ItemFailure> failures) {
        var again = new ArrayList<ItemFailure>();
        for (var failure : failures) {
            switch (failure.status()) {
                case 400 ->
                        refused.add(
                                new RefusedDocument(
                                        body.key(failure.position()), failure.reason()));
                case 409 -> {}
                case 429, 503 -> {
                    requireTemporary(failure);
                    again.add(failure);
                }
                default -> throw fatal(failure);
            }
        }
        return again;
    }

    /** A full disk is told as if the server were busy since Elasticsearch 7.8 and in OpenSearch. */
    private void requireTemporary(ItemFailure failure) {
        if (failure.type().equals("cluster_block_exception")) {
            throw fatal(failure);
        }
    }

    private DataException fatal(ItemFailure failure) {
        return ServerErrors.refused(
                "write documents to " + paths.index(),
                failure.status(),
                failure.type(),
                failure.reason());
    }
}
