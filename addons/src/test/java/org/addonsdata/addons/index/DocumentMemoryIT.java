package org.addonsdata.addons.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What reading a large catalogue, filled a moment ago, leaves in memory and costs the server. */
@Tag("slow")
class DocumentMemoryIT {
    private static final long MEBIBYTE = 1 << 20;

    @Test
    void memoryIsBoundedByTheRangeAndNoTableIsScannedForAnAddon() throws SQLException {
        try (var catalogue = Catalogue.empty()) {
            catalogue.execute(
                    """
                    INSERT INTO addons (id, guid, slug, name, description)
                    SELECT seq, CONCAT(seq, '@example.org'), CONCAT('addon-', seq), seq, 1000000 + seq
                    FROM seq_1_to_10000\
                    """,
                    """
                    INSERT INTO translations (id, locale, localized_string)
                    SELECT seq, 'en-us', CONCAT('Add-on ', seq) FROM seq_1_to_10000\
                    """,
                    """
                    INSERT INTO translations (id, locale, localized_string)
                    SELECT 1000000 + seq, 'en-us', REPEAT('Every tab. ', 600) FROM seq_1_to_10000\
                    """);
            var scannedBefore = rowsScanned(catalogue);
            var before = usedAfterCollection();
            var greatest = new AtomicLong();
            var bytes = new AtomicLong();
            try (var view = catalogue.documents().open(1)) {
                for (var range : view.split(500)) {
                    view.read(
                            range,
                            (key, version, source) -> {
                                bytes.addAndGet(source.length);
                                if (key % 2_000 == 250) {
                                    greatest.accumulateAndGet(usedAfterCollection(), Math::max);
                                }
                            });
                }
            }
            assertThat(bytes.get()).isGreaterThan(180 * MEBIBYTE);
            assertThat(greatest.get() - before).isLessThan(24 * MEBIBYTE);
            assertThat(rowsScanned(catalogue) - scannedBefore).isLessThan(1_000_000);
        }
    }

    private static long rowsScanned(Catalogue catalogue) throws SQLException {
        try (var connection = catalogue.connections().open(null);
                var statement = connection.createStatement();
                var result =
                        statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Handler_read_rnd_next'")) {
            result.next();
            return result.getLong(2);
        }
    }

    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
