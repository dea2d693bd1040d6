package org.addonsdata.search.load;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/**
 * Collects the documents that may be skipped, each once; fails at the first where none may.
 * Thread-safe.
 */
public final class RefusedDocuments {
    private static final int MOST = 10_000;

    private final boolean skipped;
    private final TreeMap<Long, RefusedDocument> byKey = new TreeMap<>();

    public RefusedDocuments(boolean skipped) {
        this.skipped = skipped;
    }

    synchronized void add(RefusedDocument document) {
        if (!skipped) {
            throw DataException.of(
                            ErrorCode.DOCUMENT_REFUSED,
                            "the search server refuses document %d: %s"
                                    .formatted(document.key(), document.reason()))
                    .withHint(
                            "correct the document or the mapping, or skip documents that are refused");
        }
        byKey.put(document.key(), document);
        if (byKey.size() > MOST) {
            throw DataException.of(
                    ErrorCode.DOCUMENT_REFUSED,
                    "the search server refuses more than %d documents, such as %d: %s"
                            .formatted(MOST, document.key(), document.reason()));
        }
    }

    /** In the order of their keys. */
    public synchronized List<RefusedDocument> all() {
        return List.copyOf(byKey.values());
    }

    /** Forgets a document that was taken after all, or has gone. */
    public synchronized void remove(long key) {
        byKey.remove(key);
    }

    public synchronized Set<Long> keys() {
        return Set.copyOf(byKey.keySet());
    }
}
