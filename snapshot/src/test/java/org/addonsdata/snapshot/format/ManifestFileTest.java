package org.addonsdata.snapshot.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.snapshot.format.Manifest.TableEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a manifest that somebody has changed. */
class ManifestFileTest {
    @TempDir private Path snapshot;

    private String text = "";

    @BeforeEach
    void write() throws IOException {
        var tables =
                List.of(
                        new TableEntry("one", 1, "0000000000000000", List.of()),
                        new TableEntry("two", 2, "0000000000000000", List.of()));
        ManifestFile.write(
                snapshot,
                new Manifest(
                        1,
                        "2026-11-22T10:00:00Z",
                        "MariaDB 11.4.5",
                        "library",
                        "utf8mb4_bin",
                        "one transaction",
                        Map.of(),
                        "library.sql",
                        10,
                        "",
                        10,
                        "",
                        10,
                        Map.of("tables", 2),
                        tables));
        text = Files.readString(snapshot.resolve(ManifestFile.NAME));
    }

    @Test
    void aManifestIsReadAsItWasWritten() {
        assertThat(ManifestFile.read(snapshot).tables()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"schema\" : \"library\"|\"schema\" : null|its 'schema' is missing or is not a text",
                "\"schema\" : \"library\",||its 'schema' is missing or is not a text",
                "\"fileBytes\" : 10|\"fileBytes\" : \"ten\"|its 'fileBytes' is missing or is not a whole number",
                "\"rows\" : 2|\"rows\" : {}|its 'tables[1].rows' is missing or is not a whole number",
                "\"objects\" : {|\"objects\" : 1, \"more\" : {|its 'objects' is missing or is not an object",
                "\"tables\" : [|\"tables\" : 1, \"more\" : [|its 'tables' is missing or is not a list",
                "\"schema\" :|\"schema\"|it is not JSON (line 5,",
                "\"name\" : \"two\"|\"name\" : \"one\"|its 'tables' lists a table twice",
                "utf8mb4_bin|utf8mb4_bin; DROP|its 'collation' is not the name of a collation"
            })
    void whatIsWrongIsSaidInOurWords(String there, String instead, String reason)
            throws IOException {
        var changed = text.replace(there, instead == null ? "" : instead);
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(snapshot.resolve(ManifestFile.NAME), changed);

        assertThatThrownBy(() -> ManifestFile.read(snapshot))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.SNAPSHOT_DAMAGED);
                            assertThat(e.messageText())
                                    .contains(reason)
                                    .doesNotContain("FAIL_ON", "org.addonsdata", "reference chain");
                        });
    }
}
