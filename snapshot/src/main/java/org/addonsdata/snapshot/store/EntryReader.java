package org.addonsdata.snapshot.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.snapshot.format.Compression;
import org.addonsdata.snapshot.format.Manifest;
import org.addonsdata.snapshot.format.ManifestFile;
import org.addonsdata.snapshot.store.SnapshotEntry.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Tells what one directory of the store is, whatever somebody has put there. A directory that
 * cannot be read is told as such: it must not hide the others.
 */
final class EntryReader {
    /** What our snapshots hold, and what a file manager leaves in every directory it shows. */
    static final Set<String> OUR_FILES =
            Set.of(
                    ManifestFile.NAME,
                    Compression.NONE.fileName(),
                    Compression.ZSTD.fileName(),
                    ".DS_Store");

    private static final Pattern TIMESTAMP = Pattern.compile("\\d{14}");

    private final Path directory;

    private EntryReader(Path directory) {
        this.directory = directory;
    }

    static SnapshotEntry read(Path directory) {
        var reader = new EntryReader(directory);
        try {
            return reader.read();
        } catch (IOException | DirectoryIteratorException e) {
            return new SnapshotEntry(
                    reader.name(),
                    directory,
                    Kind.OTHER,
                    reader.modifiedIfKnown(),
                    0,
                    null,
                    "it cannot be read: " + reason(e),
                    "it cannot be read");
        }
    }

    /** Of a refused access Java tells the path only. */
    static String reason(Exception failure) {
        return failure instanceof AccessDeniedException
                        || failure.getCause() instanceof AccessDeniedException
                ? "access to it is denied"
                : String.valueOf(failure.getMessage());
    }

    private String name() {
        return directory.getFileName().toString();
    }

    private SnapshotEntry read() throws IOException {
        if (Files.exists(directory.resolve(ManifestFile.NAME), LinkOption.NOFOLLOW_LINKS)) {
            return ours();
        }
        var dump = ForeignDump.in(directory);
        return dump.isPresent()
                ? entry(Kind.FOREIGN, modified(dump.get().file()), null, dump.get().problem())
                : entry(Kind.OTHER, modified(directory), null, "it holds no dump");
    }

    private SnapshotEntry ours() throws IOException {
        try {
            var manifest = ManifestFile.read(directory);
            return entry(Kind.OURS, Instant.parse(manifest.created()), manifest, problem(manifest));
        } catch (DataException e) {
            var kind =
                    TIMESTAMP.matcher(name()).matches() && strangers().isEmpty()
                            ? Kind.OURS
                            : Kind.OTHER;
            return entry(kind, modified(directory), null, e.messageText());
        }
    }

    private SnapshotEntry entry(
            Kind kind, Instant created, @Nullable Manifest manifest, String problem)
            throws IOException {
        return new SnapshotEntry(
                name(), directory, kind, created, size(), manifest, problem, protection(kind));
    }

    private String protection(Kind kind) throws IOException {
        if (kind != Kind.OURS) {
            return "it is not ours";
        }
        if (Files.isSymbolicLink(directory)) {
            return "it is a link to somewhere else";
        }
        var strangers = strangers();
        return strangers.isEmpty()
                ? ""
                : "it holds %s, which is no part of a snapshot".formatted(strangers.first());
    }

    /** The names of what lies there besides our files. */
    private SortedSet<String> strangers() throws IOException {
        var names = new TreeSet<String>();
        try (var files = Files.newDirectoryStream(directory)) {
            for (var file : files) {
                if (!OUR_FILES.contains(file.getFileName().toString())
                        || Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    names.add(file.getFileName().toString());
                }
            }
        }
        return names;
    }

    private String problem(Manifest manifest) throws IOException {
        try {
            var file = directory.resolve(manifest.file()).normalize();
            if (!directory.normalize().equals(file.getParent()) || !Files.isRegularFile(file)) {
                return "its file " + manifest.file() + " is missing";
            }
            var bytes = Files.size(file);
            return bytes == manifest.fileBytes()
                    ? ""
                    : "its file has %d bytes instead of %d".formatted(bytes, manifest.fileBytes());
        } catch (InvalidPathException e) {
            return "its manifest names no file";
        }
    }

    private static Instant modified(Path path) throws IOException {
        return Files.getLastModifiedTime(path).toInstant();
    }

    private Instant modifiedIfKnown() {
        try {
            return modified(directory);
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    private long size() throws IOException {
        var bytes = 0L;
        try (var files = Files.newDirectoryStream(directory)) {
            for (var file : files) {
                bytes +=
                        Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
            }
        }
        return bytes;
    }
}
