package org.addonsdata.snapshot.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.snapshot.format.Compression;
import org.addonsdata.snapshot.format.Manifest;
import org.addonsdata.snapshot.format.ManifestFile;
import org.addonsdata.snapshot.restore.RestorePlan;
import org.addonsdata.snapshot.restore.Restorer;

/** A directory of snapshots, such as {@code backups}. It need not exist. */
public final class SnapshotStore {
    private static final Pattern TIMESTAMP = Pattern.compile("\\d{14}");

    private final Path root;

    public SnapshotStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    public Path root() {
        return root;
    }

    /** Every visible directory, the newest first; files and hidden directories are no snapshots. */
    public List<SnapshotEntry> list() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        var entries = new ArrayList<SnapshotEntry>();
        try (var directories = Files.newDirectoryStream(root)) {
            for (var directory : directories) {
                var name = directory.getFileName().toString();
                if (!name.startsWith(".") && Files.isDirectory(directory)) {
                    entries.add(entry(name, directory));
                }
            }
        } catch (IOException e) {
            throw DataException.of(
                    ErrorCode.SNAPSHOT_NOT_FOUND, "cannot list " + root + ": " + e.getMessage(), e);
        }
        entries.sort(
                Comparator.comparing(SnapshotEntry::created)
                        .thenComparing(SnapshotEntry::name)
                        .reversed());
        return entries;
    }

    /** The newest that is complete; somebody else's counts by the date of its file. */
    public Optional<SnapshotEntry> latest() {
        return list().stream().filter(SnapshotEntry::isComplete).findFirst();
    }

    /**
     * One snapshot by its directory's name.
     *
     * @throws DataException with {@link ErrorCode#SNAPSHOT_NOT_FOUND}
     */
    public SnapshotEntry get(String name) {
        return list().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        DataException.of(
                                ErrorCode.SNAPSHOT_NOT_FOUND,
                                "there is no snapshot " + name + " in " + root));
    }

    /**
     * Reads a snapshot from end to end: hashes, structure, what it would do.
     *
     * @throws DataException with {@link ErrorCode#SNAPSHOT_DAMAGED}, or {@link
     *     ErrorCode#STATEMENT_REFUSED}
     */
    public RestorePlan verify(SnapshotEntry entry, Progress progress, Cancellation cancellation) {
        if (!entry.isComplete()) {
            throw DataException.of(
                    ErrorCode.SNAPSHOT_DAMAGED,
                    entry.name() + " is not complete: " + entry.problem());
        }
        var plan = Restorer.plan(entry.directory(), progress, cancellation);
        if (!plan.refused().isEmpty()) {
            throw DataException.of(
                    ErrorCode.STATEMENT_REFUSED,
                    entry.name()
                            + " holds what a restore does not run: "
                            + String.join("; ", plan.refused()));
        }
        return plan;
    }

    /**
     * Our own snapshots beyond the newest ones, complete or not; never the newest complete one,
     * never another's.
     */
    public List<SnapshotEntry> prunable(int keep) {
        if (keep < 0) {
            throw DataException.of(ErrorCode.USAGE, "cannot keep " + keep + " snapshots");
        }
        var ours =
                list().stream().filter(entry -> entry.kind() == SnapshotEntry.Kind.OURS).toList();
        var complete = ours.stream().filter(SnapshotEntry::isComplete).toList();
        var kept = complete.subList(0, Math.min(Math.max(keep, 1), complete.size()));
        var oldestKept = kept.isEmpty() ? Instant.MIN : kept.getLast().created();
        return ours.stream()
                .filter(entry -> !kept.contains(entry))
                .filter(entry -> entry.isComplete() || entry.created().isBefore(oldestKept))
                .toList();
    }

    /** Deletes what {@link #prunable} names; returns it, so that what was freed can be said. */
    public List<SnapshotEntry> prune(int keep) {
        var entries = prunable(keep);
        for (var entry : entries) {
            try {
                Files.deleteIfExists(entry.directory().resolve(ManifestFile.NAME));
                AtomicFiles.deleteTree(entry.directory());
            } catch (IOException e) {
                throw DataException.of(
                        ErrorCode.PATH_NOT_WRITABLE,
                        "cannot delete " + entry.directory() + ": " + e.getMessage(),
                        e);
            }
        }
        return entries;
    }

    private static SnapshotEntry entry(String name, Path directory) throws IOException {
        if (Files.exists(directory.resolve(ManifestFile.NAME))) {
            return ours(name, directory);
        }
        var dump = foreignDump(directory);
        if (dump.isPresent()) {
            var problem = Files.size(dump.get()) == 0 ? "its dump is empty" : "";
            return new SnapshotEntry(
                    name,
                    directory,
                    SnapshotEntry.Kind.FOREIGN,
                    modified(dump.get()),
                    size(directory),
                    null,
                    problem);
        }
        return new SnapshotEntry(
                name,
                directory,
                SnapshotEntry.Kind.OTHER,
                modified(directory),
                size(directory),
                null,
                "it holds no dump");
    }

    private static SnapshotEntry ours(String name, Path directory) throws IOException {
        Manifest manifest = null;
        var problem = "";
        try {
            manifest = ManifestFile.read(directory);
            problem = problem(directory, manifest);
        } catch (DataException e) {
            problem = e.messageText();
        }
        return new SnapshotEntry(
                name,
                directory,
                manifest != null || TIMESTAMP.matcher(name).matches()
                        ? SnapshotEntry.Kind.OURS
                        : SnapshotEntry.Kind.OTHER,
                manifest == null ? modified(directory) : created(directory, manifest),
                size(directory),
                manifest,
                problem);
    }

    private static String problem(Path directory, Manifest manifest) throws IOException {
        var file = directory.resolve(manifest.file()).normalize();
        if (!directory.normalize().equals(file.getParent()) || !Files.isRegularFile(file)) {
            return "its file " + manifest.file() + " is missing";
        }
        var bytes = Files.size(file);
        return bytes == manifest.fileBytes()
                ? ""
                : "its file has %d bytes instead of %d".formatted(bytes, manifest.fileBytes());
    }

    private static Instant created(Path directory, Manifest manifest) throws IOException {
        try {
            return Instant.parse(manifest.created());
        } catch (DateTimeParseException e) {
            return modified(directory);
        }
    }

    private static Optional<Path> foreignDump(Path directory) {
        return List.of("", ".gz", ".zst").stream()
                .map(ending -> directory.resolve(Compression.NONE.fileName() + ending))
                .filter(file -> Files.isRegularFile(file))
                .findFirst();
    }

    private static Instant modified(Path path) throws IOException {
        return Files.getLastModifiedTime(path).toInstant();
    }

    private static long size(Path directory) throws IOException {
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
