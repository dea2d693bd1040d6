package org.addonsdata.services.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.testkit.fuzz.Fuzzer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the files of a volume say, they are understood or refused, and no data is touched. */
class StateFuzzTest {
    private static final String NAME = "fuzzed";
    private static final List<String> PIECES =
            List.of(
                    "\"format\": 99,",
                    "\"format\": null,",
                    "\"removing\": true,",
                    "\"removing\": [1],",
                    "\"created\": \"+1000000000-12-31T23:59:59Z\",",
                    "\"database\": null,",
                    "\"database\": {},",
                    "\"pid\": -1,",
                    "\"pid\": \"1\",",
                    "\"log\": \"\\u0000\",",
                    "\"log\": {},",
                    "\"attributes\": {\"port\": null},",
                    "\"attributes\": [1, [2]],",
                    "{\"",
                    "[[");

    @TempDir Path directory;
    private Volumes volumes;
    private Volume volume;
    private Path data;

    @BeforeEach
    void create() throws IOException {
        volumes = new Volumes(directory.resolve("volumes"));
        volume = volumes.volume(NAME);
        volume.claim();
        volume.createDirectories();
        Files.createDirectories(volume.database());
        data = Files.writeString(volume.database().resolve("ibdata1"), "rows");
    }

    private static Fuzzer like(String... examples) {
        return new Fuzzer(DataException.class, List.of(examples), PIECES);
    }

    private void check() {
        assertThat(volumes.list()).hasSizeGreaterThanOrEqualTo(1);
        assertThat(volumes.inspect(NAME).name()).isEqualTo(NAME);
        assertThat(data).hasContent("rows");
    }

    @Test
    void aDescriptionIsUnderstoodOrRefused() throws InterruptedException {
        like("""
        {"format": 1, "id": "1b4e28ba-2fa1-11d2-883f-0016d3cca427",
         "created": "2026-11-22T17:58:08Z",
         "database": {"server": "mariadb", "version": "11.4.5", "complete": true}}
        """)
                .feedOneIn(
                        8,
                        input -> {
                            Files.write(volume.path().resolve("volume.json"), input);
                            check();
                            assertThat(volume.description()).isPresent();
                        });
    }

    @Test
    void aRunFileIsUnderstoodOrAsGoodAsNone() throws InterruptedException {
        like("""
        {"name": "MariaDB", "pid": 2147483646, "start": "boot:1",
         "started": "2026-11-22T17:58:08Z", "log": "/tmp/log", "logOffset": 7,
         "attributes": {"port": "13306"}}
        """)
                .feedOneIn(
                        8,
                        input -> {
                            Files.write(volume.run().resolve("mariadb.json"), input);
                            check();
                            assertThat(volume.daemons()).isEmpty();
                        });
    }

    @Test
    void theNoteOfAnInterruptedStartIsUnderstoodOrAsGoodAsNone()
            throws IOException, InterruptedException {
        Files.writeString(
                volume.run().resolve("mariadb.json"),
                """
                {"name": "MariaDB", "pid": 0, "start": "", "started": "2026-11-22T17:58:08Z",
                 "log": "/tmp/log", "logOffset": 7, "attributes": {}}
                """);
        like("2147483646\n")
                .feedOneIn(
                        8,
                        input -> {
                            Files.write(volume.run().resolve("mariadb.json.pid"), input);
                            assertThat(volume.daemons()).hasSizeLessThanOrEqualTo(1);
                        });
    }

    @Test
    void credentialsAreUnderstoodOrRefusedAndNeverShown() throws InterruptedException {
        like("{\"administrator\": \"secretly\", \"application\": \"secretly\"}")
                .feedOneIn(
                        8,
                        input -> {
                            Files.write(volume.path().resolve("credentials.json"), input);
                            check();
                            try {
                                assertThat(volume.credentials()).isNotNull();
                            } catch (DataException e) {
                                assertThat(e).hasStackTraceContaining("credentials.json");
                                assertThat(e.toString()).doesNotContain("secretly");
                                throw e;
                            }
                        });
    }

    @Test
    void theListOfVolumesElsewhereIsUnderstoodOrAsGoodAsNone() throws InterruptedException {
        var elsewhere = directory.resolve("elsewhere");
        like(
                        "{\"volumes\": [\"%s\"], \"leftovers\": []}".formatted(elsewhere),
                        "{\"volumes\": [], \"leftovers\": [\"%s/.removed-1\"]}"
                                .formatted(elsewhere))
                .feedOneIn(
                        8,
                        input -> {
                            Files.write(directory.resolve("volumes/.external.json"), input);
                            check();
                        });
    }
}
