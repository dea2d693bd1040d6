package org.addonsdata.snapshot.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What killed exports left never stays for ever, and never hinders the next one. */
class SnapshotDirectoryTest {
    @TempDir Path directory;

    @Test
    void whatIsBeingFilledStays() throws IOException {
        try (var filled = SnapshotDirectory.create(directory.resolve("one"), false, _ -> {})) {
            assertThat(SnapshotDirectory.sweep(directory, _ -> {})).isEmpty();
            assertThat(filled.path()).isDirectory();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatWasJustMadeStays() throws IOException {
        Files.createDirectory(directory.resolve(".partial-1"));
        assertThat(SnapshotDirectory.sweep(directory, _ -> {})).isEmpty();
    }

    @Test
    void withoutAnInodeLeftItIsSweptAllTheSame() throws Exception {
        Assumptions.assumeTrue(run("mount", "-t", "tmpfs", "-o", "nr_inodes=8", "tmpfs") == 0);
        try {
            var left = Files.createDirectory(directory.resolve(".partial-1"));
            Files.writeString(left.resolve("data_mysqld.sql"), "--");
            Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(3600)));
            var locked = Files.createDirectory(directory.resolve(".partial-2"));
            Files.writeString(locked.resolve(".lock"), "");
            fill();
            var notes = new ArrayList<String>();
            assertThat(SnapshotDirectory.sweep(directory, notes::add))
                    .containsExactlyInAnyOrder(left, locked);
            assertThat(notes).isEmpty();
        } finally {
            assertThat(run("umount")).isZero();
        }
    }

    @Test
    void whatCannotBeDeletedIsNamedAndHindersNobody() throws Exception {
        var left = Files.createDirectories(directory.resolve(".partial-1/mounted"));
        Files.setLastModifiedTime(left.getParent(), FileTime.from(Instant.EPOCH));
        Assumptions.assumeTrue(run(left, "mount", "-t", "tmpfs", "tmpfs") == 0);
        try {
            var notes = new ArrayList<String>();
            try (var filled = SnapshotDirectory.create(directory.resolve("a"), false, notes::add)) {
                assertThat(filled.path()).isDirectory();
            }
            assertThat(notes).singleElement().asString().contains(".partial-1", "stays: ");
        } finally {
            assertThat(run(left, "umount")).isZero();
        }
    }

    private void fill() {
        try {
            for (int i = 0; i < 20; i++) {
                Files.createFile(directory.resolve("file" + i));
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private int run(String... command) throws IOException, InterruptedException {
        return run(directory, command);
    }

    private static int run(Path at, String... command) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(command));
        words.add(at.toString());
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
