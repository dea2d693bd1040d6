package org.addonsdata.snapshot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.snapshot.format.ManifestFile;
import org.addonsdata.testkit.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a manifest says, it is understood or refused, and never hides other snapshots. */
class ManifestFuzzTest {
    private static final String EXAMPLE =
            """
            {
              "format" : 1,
              "created" : "2026-11-22T17:58:10Z",
              "server" : "MariaDB 11.4.5",
              "schema" : "olympia",
              "collation" : "utf8mb4_unicode_ci",
              "consistency" : "BACKUP STAGE",
              "application" : { "migrations" : "9" },
              "file" : "data_mysqld.sql",
              "fileBytes" : 4,
              "fileSha256" : "4fe1911140efb872",
              "sqlBytes" : 4,
              "sqlSha256" : "4fe1911140efb872",
              "largestRowBytes" : 2,
              "objects" : { "tables" : 1, "views" : 0 },
              "tables" : [ {
                "name" : "addons",
                "rows" : 98,
                "checksum" : "00000000000000ff",
                "chunks" : [ {
                  "firstKey" : "1", "lastKey" : "98", "rows" : 98,
                  "offset" : 0, "length" : 4, "xxh64" : "00000000000000ff"
                } ]
              } ]
            }
            """;

    private static final Fuzzer FUZZER =
            new Fuzzer(
                    DataException.class,
                    List.of(EXAMPLE, EXAMPLE.replaceAll("\\s+", "")),
                    List.of(
                            "\"format\": 1,",
                            "\"format\": \"1\",",
                            "null, {",
                            "null],",
                            "\"tables\": [],",
                            "\"chunks\": [null]",
                            "\"objects\": {\"tables\": null},",
                            "\"application\": {\"a\": null},",
                            "\"created\": \"never\",",
                            "\"file\": \"../data_mysqld.sql\",",
                            "\"file\": \"\\u0000\",",
                            "\"file\": \"/\",",
                            "\"file\": \"\",",
                            "{",
                            "[[",
                            "NaN",
                            "null"));

    @TempDir Path directory;

    @Test
    void aManifestIsUnderstoodOrRefused() throws IOException, InterruptedException {
        var snapshot = Files.createDirectory(directory.resolve("20261122175810"));
        Files.writeString(snapshot.resolve("data_mysqld.sql"), "--\n;");
        var store = new SnapshotStore(directory);
        FUZZER.feedOneIn(
                4,
                input -> {
                    Files.write(snapshot.resolve(ManifestFile.NAME), input);
                    assertThat(store.list()).hasSize(1);
                    assertThat(store.latest()).isNotNull();
                    assertThat(store.pruning(1)).isNotNull();
                    var manifest = ManifestFile.read(snapshot);
                    assertThat(manifest.rows()).isNotNegative();
                    assertThat(manifest.toString()).isNotEmpty();
                });
    }
}
