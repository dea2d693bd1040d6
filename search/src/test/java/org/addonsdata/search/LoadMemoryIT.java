package org.addonsdata.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.addonsdata.search.build.IndexBuild;
import org.addonsdata.search.index.IndexSettings;
import org.addonsdata.testing.TestSearch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How much a build keeps in memory does not depend on how much there is to index. */
@Tag("slow")
class LoadMemoryIT extends FamilyFixture {
    private static final long MEBIBYTE = 1 << 20;
    private static final int FEW = 10_000;
    private static final int MANY = Integer.getInteger("addonsdata.test.documents", 200_000);

    @Override
    URI node() {
        return TestSearch.shared().uri();
    }

    @Test
    void manyDocumentsTakeTheMemoryOfFew() {
        greatestUse(FEW);
        var few = greatestUse(FEW);
        var many = greatestUse(MANY);
        System.out.printf(
                "%,d documents: %,d bytes in use, %,d documents: %,d%n", FEW, few, MANY, many);
        assertThat(few).isLessThan(32 * MEBIBYTE);
        // Of many there are more moments to look at, some with more requests under way.
        assertThat(many - few).isLessThan(16 * MEBIBYTE);
    }

    private long greatestUse(int documents) {
        var before = usedAfterCollection();
        var greatest = new AtomicLong();
        var ranges = new AtomicInteger();
        var source =
                new Generated(
                        documents,
                        () -> {
                            if (ranges.incrementAndGet() % 10 == 5) {
                                greatest.accumulateAndGet(usedAfterCollection(), Math::max);
                            }
                        });
        var built =
                new IndexBuild(cluster, definition(), IndexSettings.defaults(), options())
                        .run(source, "one", task, cancellation);
        assertThat(built.documents()).isEqualTo(documents);
        assertThat(greatest).hasPositiveValue();
        indexes.delete(built.name());
        return greatest.get() - before;
    }

    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Documents of about a kilobyte that nobody keeps. */
    private record Generated(int documents, Runnable onRange) implements DocumentSource {
        private static final long VERSION = 1_700_000_000_000L;
        private static final String TITLE = "book ".repeat(200);

        @Override
        public View open(int readers) {
            return new Moment(documents, onRange);
        }
    }

    private record Moment(int documents, Runnable onRange) implements DocumentSource.View {
        @Override
        public long documentCount() {
            return documents;
        }

        @Override
        public List<DocumentSource.KeyRange> split(int documentsPerRange) {
            var ranges = new ArrayList<DocumentSource.KeyRange>();
            for (int first = 1; first <= documents; first += documentsPerRange) {
                ranges.add(new DocumentSource.KeyRange(first, first + documentsPerRange - 1L));
            }
            return ranges;
        }

        @Override
        public void read(DocumentSource.KeyRange range, DocumentSource.DocumentConsumer consumer) {
            onRange.run();
            readVersions(
                    range, (key, version) -> consumer.accept(key, version, source(key, version)));
        }

        @Override
        public void read(List<Long> keys, DocumentSource.DocumentConsumer consumer) {
            keys.forEach(
                    key -> consumer.accept(key, Generated.VERSION, source(key, Generated.VERSION)));
        }

        @Override
        public void readVersions(
                DocumentSource.KeyRange range, DocumentSource.VersionConsumer consumer) {
            var last = Math.min(documents, range.last());
            for (long key = Math.max(1, range.first()); key <= last; key++) {
                consumer.accept(key, Generated.VERSION);
            }
        }

        private static byte[] source(long key, long version) {
            return "{\"id\":%d,\"modified\":%d,\"title\":\"%s\"}"
                    .formatted(key, version, Generated.TITLE)
                    .getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {}
    }
}
