package org.addonsdata.addons.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.addonsdata.addons.load.Table;
import org.junit.jupiter.api.Test;

class MigrationFilesTest {
    @Test
    void theIndexListsEveryFileInItsOrder() throws Exception {
        var directory =
                Path.of(
                                Objects.requireNonNull(
                                                MigrationFiles.class.getResource("index.txt"))
                                        .toURI())
                        .getParent();
        try (var files = Files.list(directory)) {
            var names =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".sql"));
            assertThat(MigrationFiles.bundled().files())
                    .extracting(MigrationFile::name)
                    .containsExactlyInAnyOrderElementsOf(names.toList());
        }
        var versions =
                MigrationFiles.bundled().files().stream()
                        .map(file -> Integer.parseInt(file.version()))
                        .toList();
        assertThat(versions).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theFingerprintChangesWithNamesAndTexts() {
        var one = new MigrationFiles(List.of(new MigrationFile("V1__a.sql", "x")));
        var renamed = new MigrationFiles(List.of(new MigrationFile("V1__b.sql", "x")));
        var rewritten = new MigrationFiles(List.of(new MigrationFile("V1__a.sql", "y")));
        assertThat(one.fingerprint())
                .hasSize(64)
                .isEqualTo(new MigrationFiles(one.files()).fingerprint())
                .isNotEqualTo(renamed.fingerprint())
                .isNotEqualTo(rewritten.fingerprint());
    }

    @Test
    void everyTableThatIsLoadedIsCreated() {
        var sql =
                String.join(
                        "\n",
                        MigrationFiles.bundled().files().stream()
                                .map(MigrationFile::text)
                                .toList());
        for (var table : Table.values()) {
            assertThat(sql).contains("CREATE TABLE " + table.table() + " (");
        }
        assertThat(sql.split("CREATE TABLE ", -1)).hasSize(Table.values().length + 1);
    }
}
