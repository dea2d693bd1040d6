package org.addonsdata.search.load;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/**
 * Collects the documents that may be skipped, each once; fails at the first that may not.
 * Thread-safe.
 */
public final class RefusedDocuments {
    /** Their keys are kept in the index's description, which every node has in memory. */
    private static final int MOST = 1_000;

    private final boolean skipped;
    private final Set<Long> known;
    private final TreeMap<Long, RefusedDocument> byKey = new TreeMap<>();

    /**
     * @param skipped whether any may be
     */
    public RefusedDocuments(boolean skipped) {
        this(skipped, List.of());
    }

    /**
     * @param skipped whether any may be
     * @param known those that may be in any case, as the index was built without them
     */
    public RefusedDocuments(boolean skipped, List<Long> known) {
        this.skipped = skipped;
        this.known = Set.copyOf(known);
    }

    /** Counts documents in that were refused before and may not be tried again. */
    public synchronized void keep(List<RefusedDocument> documents) {
        documents.forEach(document -> byKey.put(document.key(), document));
    }

    synchronized void add(RefusedDocument document) {
        if (!skipped && !known.contains(document.key())) {
            throw DataException.of(
                            ErrorCode.DOCUMENT_REFUSED,
                            "the search server refuses document %d: %s"
                                    .formatted(document.key(), document.reason()))
                    .withHint(
                            "correct the document or the mapping, or leave it out by --skip-bad-documents");
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

    /** Ascending. */
    public synchronized List<Long> keys() {
        return List.copyOf(byKey.keySet());
    }
}
