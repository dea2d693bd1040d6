package org.addonsdata.search;

import java.util.List;

/**
 * Where the documents of an index come from: something with ascending numeric keys, such as a
 * table's primary key.
 */
public interface DocumentSource {
    /**
     * Opens a consistent view: all its readers see the same moment.
     *
     * @param readers how many threads will read from the view at once
     */
    View open(int readers);

    /** One moment of the source. Safe to use from as many threads as it was opened for. */
    interface View extends AutoCloseable {
        /**
         * Whether for certain nothing was committed between the moments of an earlier view of the
         * same source, which may be closed, and of this one. It must cost next to nothing:
         * otherwise versions are compared.
         */
        default boolean isUnchangedSince(View earlier) {
            return false;
        }

        /** How many documents belong in the index. */
        long documentCount();

        /**
         * Splits the keys into ascending ranges of about so many documents that together cover all
         * of them.
         */
        List<KeyRange> split(int documentsPerRange);

        /** Renders the documents of the range, ascending by key. */
        void read(KeyRange range, DocumentConsumer consumer);

        /**
         * Renders the documents with these keys, ascending; keys without a document are passed
         * over.
         */
        void read(List<Long> keys, DocumentConsumer consumer);

        /**
         * Lists key and version of the documents of the range, ascending by key, without rendering
         * them.
         */
        void readVersions(KeyRange range, VersionConsumer consumer);

        @Override
        void close();
    }

    /** Both ends belong to the range. */
    record KeyRange(long first, long last) {}

    /** Takes one document: its key, its version and its JSON source in UTF-8. */
    interface DocumentConsumer {
        void accept(long key, long version, byte[] source);
    }

    /**
     * Takes one document's key and version. The version grows with every change; it is the
     * document's {@code modified} in epoch milliseconds, UTC, and equals the {@code modified} field
     * of the indexed document.
     */
    interface VersionConsumer {
        void accept(long key, long version);
    }
}
