package org.addonsdata.snapshot.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.support.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows of 60 MB, and tables of eight times the heap: what 512 MB are for a large database, 64 MB
 * are for these.
 */
@Tag("slow")
class LargeRowsIT {
    private static final int HEAP_MEGABYTES = 64;

    private static final String LARGEST_PACKET = "SET GLOBAL max_allowed_packet = 134217728";

    @TempDir Path directory;

    static List<TestDatabase> databases() {
        return TestDatabase.all();
    }

    private static void fill(TestDatabase database) throws Exception {
        try (var administrator = database.connections().open(null)) {
            Sql.run(administrator, LARGEST_PACKET);
        }
        database.recreate("large");
        database.run(
                "large",
                List.of(
                        "CREATE TABLE rows_of_all_sizes (id int PRIMARY KEY, t longtext, b longblob, l longtext CHARACTER SET latin1)",
                        "INSERT INTO rows_of_all_sizes VALUES (1, 'small', NULL, 'é')",
                        "INSERT INTO rows_of_all_sizes VALUES (2, REPEAT('it''s é\\n', 7500000), NULL, NULL)",
                        "INSERT INTO rows_of_all_sizes VALUES (3, NULL, REPEAT(x'00FF', 15000000), NULL)",
                        "INSERT INTO rows_of_all_sizes VALUES (4, NULL, NULL, REPEAT('é', 5000000))",
                        "INSERT INTO rows_of_all_sizes VALUES (5, 'small', '', '')",
                        "CREATE TABLE many (id int PRIMARY KEY, t text)",
                        "INSERT INTO many SELECT a.n, REPEAT(CHAR(97 + a.n % 26), 6000) FROM "
                                + ExporterIT.numbers(180_000),
                        "ANALYZE TABLE many"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void memoryIsBoundedHoweverLargeRowsAndTablesAre(TestDatabase database) throws Exception {
        fill(database);
        var manifest =
                new Exporter(database.connections(), Progress.silent(), new Cancellation())
                        .export(ExportOptions.of("large", directory.resolve("here")).withWorkers(1))
                        .manifest();
        assertThat(manifest.largestRowBytes()).isBetween(75_000_000L, 90_000_000L);
        assertThat(manifest.sqlBytes()).isGreaterThan(8L * HEAP_MEGABYTES << 20);
        for (var workers : List.of("2", "16")) {
            var lines =
                    new SmallHeap(HEAP_MEGABYTES)
                            .run(
                                    ExportInSmallHeap.class,
                                    database,
                                    "large",
                                    directory.resolve("with-" + workers).toString(),
                                    workers);
            assertThat(lines.getFirst()).isEqualTo(manifest.sqlSha256());
        }
    }
}
