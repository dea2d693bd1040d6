package org.addonsdata.snapshot.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.snapshot.format.Compression;
import org.addonsdata.snapshot.support.TestDatabase;
import org.addonsdata.testing.StockClient;
import org.addonsdata.testing.TypeZoo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExporterIT {
    @TempDir Path directory;

    static List<TestDatabase> databases() {
        return TestDatabase.all();
    }

    private ExportResult export(TestDatabase database, ExportOptions options) {
        return new Exporter(database.connections(), Progress.silent(), new Cancellation())
                .export(options);
    }

    @ParameterizedTest
    @MethodSource("org.addonsdata.snapshot.support.TestDatabase#withClients")
    void theStockClientRestoresTheSameBytes(TestDatabase database, StockClient client)
            throws Exception {
        database.recreate("zoo");
        database.run("zoo", TypeZoo.statements(database.server().isMariaDb()));
        var first = export(database, ExportOptions.of("zoo", directory.resolve("first")));
        assertThat(first.notes()).isEmpty();
        assertThat(first.manifest().collation()).isEqualTo("utf8mb4_bin");
        assertThat(Files.readString(first.directory().resolve("data_mysqld.sql")))
                .doesNotContain("`zoo`");

        database.recreate("zoo copy");
        client.restore(database.server(), "zoo copy", first.directory().resolve("data_mysqld.sql"));
        var second = export(database, ExportOptions.of("zoo copy", directory.resolve("second")));

        assertThat(Files.readString(second.directory().resolve("data_mysqld.sql")))
                .isEqualTo(Files.readString(first.directory().resolve("data_mysqld.sql")));
        assertThat(second.manifest().tables()).isEqualTo(first.manifest().tables());
        assertThat(second.manifest().objects()).isEqualTo(first.manifest().objects());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void anyNumberOfWorkersWritesTheSameBytes(TestDatabase database) throws Exception {
        database.recreate("many");
        database.run(
                "many",
                List.of(
                        "CREATE TABLE big (id bigint PRIMARY KEY, t text)",
                        "CREATE TABLE small (id int PRIMARY KEY)",
                        "INSERT INTO small VALUES (1)",
                        "INSERT INTO big VALUES (-9, REPEAT('x', 3000))",
                        "INSERT INTO big SELECT a.n * 3, REPEAT(CHAR(97 + a.n % 26), a.n % 2000) FROM "
                                + numbers(20_000),
                        "ANALYZE TABLE big"));
        var one =
                export(database, ExportOptions.of("many", directory.resolve("one")).withWorkers(1));
        var four =
                export(
                        database,
                        ExportOptions.of("many", directory.resolve("four")).withWorkers(4));
        assertThat(four.manifest().sqlSha256()).isEqualTo(one.manifest().sqlSha256());
        assertThat(four.manifest().tables()).isEqualTo(one.manifest().tables());
        assertThat(four.manifest().tables().getFirst().chunks()).hasSizeGreaterThan(2);
        var packed =
                export(
                        database,
                        ExportOptions.of("many", directory.resolve("packed"))
                                .withCompression(Compression.ZSTD));
        assertThat(packed.manifest().sqlSha256()).isEqualTo(one.manifest().sqlSha256());
        assertThat(Files.size(packed.directory().resolve("data_mysqld.sql.zst")))
                .isEqualTo(packed.manifest().fileBytes());
    }

    static String numbers(int count) {
        return "(SELECT @n := @n + 1 AS n FROM (SELECT @n := 0) z, information_schema.COLLATIONS c1, information_schema.COLLATIONS c2 LIMIT "
                + count
                + ") a";
    }
}
