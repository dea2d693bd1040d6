package org.addonsdata.search.compare;

import java.util.List;
import java.util.TreeMap;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.search.DocumentSource.View;
import org.addonsdata.search.cluster.SearchCluster;
import org.addonsdata.search.load.BulkBody;
import org.addonsdata.search.load.BulkSender;
import org.addonsdata.search.load.LoadOptions;
import org.addonsdata.search.load.RefusedDocuments;

/** Makes documents of the index what they are in a view. */
final class Reconciler {
    private final BulkSender sender;
    private final LoadOptions options;
    private final RefusedDocuments refused;

    Reconciler(
            SearchCluster cluster,
            String index,
            LoadOptions options,
            RefusedDocuments refused,
            Cancellation cancellation) {
        this.sender = new BulkSender(cluster, index, options, refused, cancellation);
        this.options = options;
        this.refused = refused;
    }

    /**
     * Writes the documents that the view has and deletes the others, each unless somebody else has
     * written it since it was found to differ.
     *
     * @param differences ascending by key, as many as a comparison hands out at once
     * @return how many were written or deleted
     */
    long apply(View view, List<Difference> differences) {
        var gone = new TreeMap<Long, Difference>();
        differences.forEach(difference -> gone.put(difference.key(), difference));
        var batch = new Batch();
        view.read(
                List.copyOf(gone.keySet()),
                (key, _, source) -> {
                    var difference = gone.remove(key);
                    if (difference != null) {
                        batch.write(difference, source);
                    }
                });
        gone.values().forEach(batch::delete);
        batch.send();
        return batch.written;
    }

    private final class Batch {
        private BulkBody body = new BulkBody(1 << 16);
        private int size;
        private long written;

        void write(Difference difference, byte[] source) {
            refused.remove(difference.key());
            if (difference.state() == null) {
                body.create(difference.key(), source);
            } else {
                body.replace(difference.key(), difference.state(), source);
            }
            size += source.length;
            sendIfFull();
        }

        void delete(Difference difference) {
            refused.remove(difference.key());
            if (difference.state() != null) {
                body.delete(difference.key(), difference.state());
                sendIfFull();
            }
        }

        private void sendIfFull() {
            if (size >= options.initialBytes()) {
                send();
            }
        }

        void send() {
            written += sender.send(body, _ -> {});
            body = new BulkBody(1 << 16);
            size = 0;
        }
    }
}
