package org.addonsdata.snapshot.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.addonsdata.snapshot.format.ManifestFile;
import org.addonsdata.snapshot.support.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten thousand tables of ten rows, in little memory. */
@Tag("slow")
class ManyTablesIT {
    private static final int TABLES = 10_000;
    private static final int ROWS = 10;
    private static final String STAGING = "stage_many";

    /** Far more than it takes on quiet cores; a step that is quadratic takes longer. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @TempDir Path directory;

    static List<TestDatabase> databases() {
        return TestDatabase.all();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void tenThousandTablesTakeLittleMemoryEitherWay(TestDatabase database) throws Exception {
        var heap = new SmallHeap(128);
        var started = System.nanoTime();
        database.recreate(STAGING);
        var rows = heap.run(RestoreInSmallHeap.class, database, STAGING, dump().toString(), "2");
        assertThat(rows.getFirst()).isEqualTo(Integer.toString(TABLES * ROWS));

        var target = directory.resolve("snapshot");
        heap.run(ExportInSmallHeap.class, database, STAGING, target.toString(), "2");
        assertThat(ManifestFile.read(target).tables()).hasSize(TABLES);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(LIMIT);
        database.recreate(STAGING);
    }

    private Path dump() throws IOException {
        var file = directory.resolve("many.sql");
        try (var writer = Files.newBufferedWriter(file)) {
            for (int table = 0; table < TABLES; table++) {
                writer.write(
                        "CREATE TABLE `small_%05d` (`id` int NOT NULL, `name` varchar(99) NOT NULL, PRIMARY KEY (`id`), KEY `name` (`name`));\n"
                                .formatted(table));
                writer.write(
                        IntStream.rangeClosed(1, ROWS)
                                .mapToObj(row -> "(%d,'row %d')".formatted(row, row))
                                .collect(
                                        Collectors.joining(
                                                ",",
                                                "INSERT INTO `small_%05d` VALUES ".formatted(table),
                                                ";\n")));
            }
        }
        return file;
    }
}
