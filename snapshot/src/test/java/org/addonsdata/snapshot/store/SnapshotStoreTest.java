package org.addonsdata.snapshot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.snapshot.format.Manifest;
import org.addonsdata.snapshot.format.ManifestFile;
import org.addonsdata.snapshot.restore.DumpFile;
import org.addonsdata.snapshot.store.SnapshotEntry.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotStoreTest {
    private static final String SQL =
            "-- addons-data snapshot, format 1\nCREATE TABLE t (id int);\n-- Dump completed\n";

    @TempDir Path root;

    private Path snapshot(String name, String created) throws Exception {
        var directory = Files.createDirectory(root.resolve(name));
        var bytes = SQL.getBytes(StandardCharsets.UTF_8);
        Files.write(directory.resolve("data_mysqld.sql"), bytes);
        var hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        ManifestFile.write(
                directory,
                new Manifest(
                        1,
                        created,
                        "MariaDB 11.4.5",
                        "olympia",
                        "utf8mb4_bin",
                        "one transaction",
                        Map.of(),
                        "data_mysqld.sql",
                        bytes.length,
                        hash,
                        bytes.length,
                        hash,
                        0,
                        Map.of("tables", 1),
                        List.of(new Manifest.TableEntry("t", 0, "0000000000000000", List.of()))));
        return directory;
    }

    private Path foreign(String name, Instant modified) throws IOException {
        var directory = Files.createDirectory(root.resolve(name));
        var file = Files.writeString(directory.resolve("data_mysqld.sql"), SQL);
        Files.setLastModifiedTime(file, FileTime.from(modified));
        return directory;
    }

    private List<String> names(List<SnapshotEntry> entries) {
        return entries.stream().map(SnapshotEntry::name).toList();
    }

    @Test
    void theLatestIsTheNewestCompleteOne() throws Exception {
        snapshot("20260101000000", "2026-01-01T00:00:00Z");
        snapshot("20260102000000", "2026-01-02T00:00:00Z");
        var cut = snapshot("20260103000000", "2026-01-03T00:00:00Z");
        Files.writeString(cut.resolve("data_mysqld.sql"), "half");
        var missing = snapshot("20260104000000", "2026-01-04T00:00:00Z");
        Files.delete(missing.resolve("data_mysqld.sql"));
        var broken = snapshot("20260105000000", "2026-01-05T00:00:00Z");
        Files.writeString(broken.resolve("manifest.json"), "{");
        Files.writeString(root.resolve(".DS_Store"), "x");
        Files.writeString(root.resolve("README"), "x");
        Files.createDirectory(root.resolve("zzz"));
        Files.createDirectory(root.resolve(".partial-1"));
        var store = new SnapshotStore(root);
        assertThat(store.latest().orElseThrow().name()).isEqualTo("20260102000000");
        assertThat(names(store.list())).hasSize(6).doesNotContain(".partial-1", "README");
        assertThat(store.get("20260103000000").problem()).contains("4 bytes instead of");
        assertThat(store.get("20260104000000").problem()).contains("missing");
        assertThat(store.get("20260105000000").problem()).contains("cannot read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"created\" : \"never\"",
                "\"created\" : \"+292278994-01-01T00:00:00Z\"",
                "\"created\" : \"\\u0000\"",
                "\"server\" : \"PostgreSQL 17\"",
                "\"server\" : \"MariaDB 99999999999.4.5\"",
                "\"server\" : \"MariaDB\"",
                "\"server\" : \"MariaDB 11.4.5\\u0000\"",
                "\"file\" : \"data_mysqld.sql\\u0000\"",
                "\"collation\" : \"utf8mb4_bin\\u0000\""
            })
    void aManifestThatCannotBeTrueIsNeverTheLatest(String odd) throws Exception {
        snapshot("20260101000000", "2026-01-01T00:00:00Z");
        var directory = snapshot("20260102000000", "2026-01-02T00:00:00Z");
        var file = directory.resolve("manifest.json");
        var name = odd.substring(0, odd.indexOf(':')).strip();
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst(name + " : \"[^\"]*\"", Matcher.quoteReplacement(odd)));
        var store = new SnapshotStore(root);
        assertThat(store.latest().orElseThrow().name()).isEqualTo("20260101000000");
        assertThat(store.get("20260102000000").problem()).contains("cannot read");
        assertThatThrownBy(() -> DumpFile.at(directory))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.SNAPSHOT_DAMAGED));
    }

    @Test
    void somebodyElsesDumpCountsByItsDate() throws Exception {
        snapshot("20260101000000", "2026-01-01T00:00:00Z");
        foreign("upstream", Instant.parse("2026-02-01T00:00:00Z"));
        var latest = new SnapshotStore(root).latest().orElseThrow();
        assertThat(latest.name()).isEqualTo("upstream");
        assertThat(latest.kind()).isEqualTo(Kind.FOREIGN);
    }

    @Test
    void pruningKeepsTheNewestCompleteOneAndWhatIsNotOurs() throws Exception {
        for (int day = 1; day <= 5; day++) {
            snapshot("2026010" + day + "000000", "2026-01-0" + day + "T00:00:00Z");
        }
        Files.writeString(root.resolve("20260105000000/data_mysqld.sql"), "half");
        Files.writeString(root.resolve("20260101000000/data_mysqld.sql"), "half");
        foreign("upstream", Instant.parse("2020-01-01T00:00:00Z"));
        Files.createDirectory(root.resolve("notes"));
        var store = new SnapshotStore(root);
        assertThat(names(store.pruning(0).deleted()))
                .containsExactly("20260103000000", "20260102000000", "20260101000000");
        assertThat(names(store.pruning(2).deleted()))
                .containsExactly("20260102000000", "20260101000000");
        assertThat(store.list()).as("looking deletes nothing").hasSize(7);
        store.prune(store.pruning(2));
        assertThat(names(store.list()))
                .containsExactlyInAnyOrder(
                        "20260105000000", "20260104000000", "20260103000000", "upstream", "notes");
    }

    @Test
    void verifyingFindsOneChangedByte() throws Exception {
        var directory = snapshot("20260101000000", "2026-01-01T00:00:00Z");
        var store = new SnapshotStore(root);
        assertThat(
                        store.verify(
                                        store.latest().orElseThrow(),
                                        Progress.silent(),
                                        new Cancellation())
                                .tables())
                .containsKey("t");
        Files.writeString(directory.resolve("data_mysqld.sql"), SQL.replace("id int", "ie int"));
        assertThatThrownBy(() ->
                        store.verify(
                                store.latest().orElseThrow(),
                                Progress.silent(),
                                new Cancellation()))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.SNAPSHOT_DAMAGED))
                .hasMessageContaining("SHA-256");
    }

    @Test
    void aLinkIsListedAndNeverPruned() throws Exception {
        var elsewhere = snapshot("20260101000000", "2026-01-01T00:00:00Z");
        var linked = Files.createDirectory(root.resolve(".elsewhere")).resolve("snapshot");
        Files.move(elsewhere, linked);
        Files.createSymbolicLink(root.resolve("20260101000000"), linked);
        snapshot("20260103000000", "2026-01-03T00:00:00Z");
        Files.createSymbolicLink(root.resolve("latest"), root.resolve("20260103000000"));
        Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));
        Files.createSymbolicLink(root.resolve("dangling"), root.resolve("nothing"));
        var store = new SnapshotStore(root);

        assertThat(names(store.list()))
                .containsExactly("latest", "20260103000000", "20260101000000");
        assertThat(store.pruning(1).deleted()).as("the newest is no copy of the link").isEmpty();
        assertThat(store.pruning(0).deleted()).isEmpty();

        snapshot("20260102000000", "2026-01-02T00:00:00Z");
        store.prune(store.pruning(1));

        assertThat(names(store.list()))
                .containsExactly("latest", "20260103000000", "20260101000000");
        assertThat(linked.resolve("data_mysqld.sql")).exists();
    }

    @Test
    void whatSomebodyAddedToASnapshotIsNotDeletedWithIt() throws Exception {
        snapshot("20260103000000", "2026-01-03T00:00:00Z");
        snapshot("20260102000000", "2026-01-02T00:00:00Z");
        Files.writeString(root.resolve("20260102000000/.DS_Store"), "x");
        var annotated = snapshot("20260101000000", "2026-01-01T00:00:00Z");
        Files.writeString(annotated.resolve("notes.txt"), "why I took this");
        var store = new SnapshotStore(root);

        var pruning = store.pruning(1);
        store.prune(pruning);

        assertThat(names(pruning.deleted())).containsExactly("20260102000000");
        assertThat(names(pruning.spared())).containsExactly("20260101000000");
        assertThat(pruning.spared().getFirst().protection()).contains("notes.txt");
        assertThat(root.resolve("20260102000000")).doesNotExist();
        assertThat(annotated.resolve("data_mysqld.sql")).exists();
    }

    @Test
    void whatAKilledPruningHadHiddenIsDeletedByTheNext() throws Exception {
        var kept = snapshot("20260103000000", "2026-01-03T00:00:00Z");
        var begun = snapshot("20260102000000", "2026-01-02T00:00:00Z");
        var hidden = Files.move(begun, root.resolve(".pruned-20260102000000"));
        Files.delete(hidden.resolve("manifest.json"));
        var store = new SnapshotStore(root);

        assertThat(names(store.list())).containsExactly("20260103000000");
        store.prune(store.pruning(1));

        assertThat(hidden).doesNotExist();
        assertThat(kept.resolve("manifest.json")).exists();
    }

    @Test
    void whatAppearedInASnapshotMeanwhileComesIntoSightAgain() throws Exception {
        snapshot("20260103000000", "2026-01-03T00:00:00Z");
        var old = snapshot("20260102000000", "2026-01-02T00:00:00Z");
        var store = new SnapshotStore(root);
        var pruning = store.pruning(1);
        Files.writeString(old.resolve("notes.txt"), "mine");

        assertThatThrownBy(() -> store.prune(pruning)).isInstanceOf(DataException.class);

        assertThat(old.resolve("notes.txt")).exists();
    }

    @Test
    void somebodyElsesManifestMakesNoSnapshotOfADirectory() throws Exception {
        snapshot("20260103000000", "2026-01-03T00:00:00Z");
        var application = Files.createDirectory(root.resolve("20200101000000"));
        Files.writeString(application.resolve("manifest.json"), "{\"name\":\"an extension\"}");
        Files.writeString(application.resolve("background.js"), "");
        var store = new SnapshotStore(root);

        assertThat(store.get("20200101000000").kind()).isEqualTo(Kind.OTHER);
        assertThat(store.get("20200101000000").isComplete()).isFalse();
        assertThat(store.pruning(0).deleted()).isEmpty();
    }

    @Test
    void directoriesOfAnyKindDoNotHideTheOthers() throws Exception {
        snapshot("20260101000000", "2026-01-01T00:00:00Z");
        mkfifo(Files.createDirectory(root.resolve("20260102000000")).resolve("manifest.json"));
        mkfifo(Files.createDirectory(root.resolve("pipe")).resolve("data_mysqld.sql"));
        Files.createDirectories(root.resolve("20260104000000/manifest.json"));
        Files.createDirectories(root.resolve("20260105000000/data_mysqld.sql"));
        var nameless = snapshot("20260106000000", "2026-01-06T00:00:00Z").resolve("manifest.json");
        Files.writeString(
                nameless, Files.readString(nameless).replace("\"data_mysqld.sql\"", "\"\\u0000\""));
        var outside = snapshot("20260107000000", "2026-01-07T00:00:00Z").resolve("manifest.json");
        Files.writeString(
                outside,
                Files.readString(outside)
                        .replace("\"data_mysqld.sql\"", "\"../20260101000000/data_mysqld.sql\""));
        Files.createDirectory(root.resolve("with\nnewline \u001b[31m"));
        mkfifo(root.resolve("a pipe"));
        var store = new SnapshotStore(root);

        assertThat(store.list()).hasSize(8);
        assertThat(store.latest().orElseThrow().name()).isEqualTo("20260101000000");
        assertThat(store.get("20260102000000").problem()).contains("it is no file");
        assertThat(store.get("20260106000000").problem()).contains("U+0000");
        assertThat(store.get("20260107000000").problem()).contains("is missing");
    }

    @Test
    void aDumpThatWasBrokenOffIsNotTheLatest() throws Exception {
        snapshot("20260101000000", "2026-01-01T00:00:00Z");
        var cut = foreign("upstream", Instant.parse("2026-02-01T00:00:00Z"));
        Files.writeString(
                cut.resolve("data_mysqld.sql"),
                "/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump 10.19\nCREATE TABLE");
        var tool = foreign("phpmyadmin", Instant.parse("2025-02-01T00:00:00Z"));
        Files.writeString(
                tool.resolve("data_mysqld.sql"),
                "-- phpMyAdmin SQL Dump\nCREATE TABLE t (i int);\n");
        var store = new SnapshotStore(root);

        assertThat(store.latest().orElseThrow().name()).isNotEqualTo("upstream");
        assertThat(store.get("upstream").problem()).contains("cut off");
        assertThat(store.get("phpmyadmin").isComplete()).isTrue();
    }

    @Test
    void aDirectoryThatCannotBeReadIsToldAndKept() throws Exception {
        snapshot("20260102000000", "2026-01-02T00:00:00Z");
        var closed = snapshot("20260101000000", "2026-01-01T00:00:00Z");
        Files.setPosixFilePermissions(closed, Set.of());
        try {
            assumeThat(Files.isReadable(closed)).as("root reads everything").isFalse();
            var store = new SnapshotStore(root);

            assertThat(store.latest().orElseThrow().name()).isEqualTo("20260102000000");
            assertThat(store.get("20260101000000").isComplete()).isFalse();
            assertThat(store.pruning(0).deleted()).isEmpty();
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static void mkfifo(Path path) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
    }

    @Test
    void aMissingDirectoryHoldsNothing() {
        assertThat(new SnapshotStore(root.resolve("none")).latest()).isEmpty();
    }
}
