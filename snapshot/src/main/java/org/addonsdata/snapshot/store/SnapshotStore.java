package org.addonsdata.snapshot.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.snapshot.format.ManifestFile;
import org.addonsdata.snapshot.restore.RestorePlan;
import org.addonsdata.snapshot.restore.Restorer;

/** A directory of snapshots, such as {@code backups}. It need not exist. */
public final class SnapshotStore {
    private static final String PRUNED = ".pruned-";

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
                var hidden = directory.getFileName().toString().startsWith(".");
                if (!hidden && Files.isDirectory(directory)) {
                    entries.add(EntryReader.read(directory));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw DataException.of(
                            ErrorCode.SNAPSHOT_NOT_FOUND,
                            "cannot list " + root + ": " + EntryReader.reason(e),
                            e)
                    .withHint("make it readable for the user who runs this");
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
                                        "there is no snapshot " + name + " in " + root)
                                .withHint("'snapshots list' shows those that are there"));
    }

    /**
     * Reads a snapshot from end to end: hashes, structure, what it would do.
     *
     * @throws DataException with {@link ErrorCode#SNAPSHOT_DAMAGED}, or {@link
     *     ErrorCode#STATEMENT_REFUSED}
     */
    public RestorePlan verify(SnapshotEntry entry, Progress progress, Cancellation cancellation) {
        requireComplete(entry);
        var plan = Restorer.plan(entry.directory(), progress, cancellation);
        if (!plan.refused().isEmpty()) {
            throw DataException.of(
                            ErrorCode.STATEMENT_REFUSED,
                            entry.name()
                                    + " holds what a restore does not run: "
                                    + String.join("; ", plan.refused()))
                    .withHint("'restore --dry-run' tells what else is in it");
        }
        return plan;
    }

    /**
     * Refuses one that cannot be whole.
     *
     * @throws DataException with {@link ErrorCode#SNAPSHOT_DAMAGED}
     */
    public static void requireComplete(SnapshotEntry entry) {
        if (!entry.isComplete()) {
            throw DataException.of(
                            ErrorCode.SNAPSHOT_DAMAGED,
                            entry.name() + " is not complete: " + entry.problem())
                    .withHint("'snapshots list' shows which are complete");
        }
    }

    /**
     * What pruning does.
     *
     * @param deleted our own snapshots beyond the newest ones, complete or not; never the newest
     *     complete one, never another's
     * @param spared those of the same age that stay all the same, each with its protection
     */
    public record Pruning(List<SnapshotEntry> deleted, List<SnapshotEntry> spared) {
        /** What deleting frees. */
        public long bytes() {
            return deleted.stream().mapToLong(SnapshotEntry::bytes).sum();
        }
    }

    /**
     * Looks for what may go, and deletes nothing. Links to directories elsewhere do not count: they
     * are no copies.
     *
     * @param keep how many complete ones stay; one stays always
     */
    public Pruning pruning(int keep) {
        if (keep < 0) {
            throw DataException.of(ErrorCode.USAGE, "cannot keep " + keep + " snapshots");
        }
        var ours =
                list().stream()
                        .filter(entry -> entry.kind() == SnapshotEntry.Kind.OURS)
                        .filter(entry -> !Files.isSymbolicLink(entry.directory()))
                        .toList();
        var complete = ours.stream().filter(SnapshotEntry::isComplete).toList();
        var kept = complete.subList(0, Math.min(Math.max(keep, 1), complete.size()));
        var oldestKept = kept.isEmpty() ? Instant.MIN : kept.getLast().created();
        var beyond =
                ours.stream()
                        .filter(entry -> !kept.contains(entry))
                        .filter(entry -> entry.isComplete() || entry.created().isBefore(oldestKept))
                        .toList();
        return new Pruning(
                beyond.stream().filter(entry -> entry.protection().isEmpty()).toList(),
                beyond.stream().filter(entry -> !entry.protection().isEmpty()).toList());
    }

    /**
     * Deletes what {@link #pruning} found, and what an earlier run was deleting when it was killed.
     * Each is hidden first, so that none is ever seen in part. A directory in which something else
     * has appeared since is left, without its snapshot.
     */
    public void prune(Pruning pruning) {
        prune(pruning, FaultPoints.NONE);
    }

    /**
     * The same.
     *
     * @param faults told how far that is
     */
    public void prune(Pruning pruning, FaultPoints faults) {
        hidden().forEach(directory -> delete(directory, original(directory), faults));
        for (var entry : pruning.deleted()) {
            faults.reached("prune.begins");
            var directory = entry.directory();
            var hidden = directory.resolveSibling(PRUNED + directory.getFileName());
            try {
                Files.move(directory, hidden, StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException _) {
                // Another pruning was quicker.
                continue;
            } catch (IOException e) {
                throw undeletable(directory, e);
            }
            faults.reached("prune.hidden");
            delete(hidden, directory, faults);
            faults.reached("prune.deleted");
        }
    }

    private List<Path> hidden() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var directories = Files.newDirectoryStream(root, PRUNED + "*")) {
            var hidden = new ArrayList<Path>();
            directories.forEach(hidden::add);
            return hidden;
        } catch (IOException | DirectoryIteratorException e) {
            throw undeletable(root, e);
        }
    }

    private static Path original(Path hidden) {
        return hidden.resolveSibling(hidden.getFileName().toString().substring(PRUNED.length()));
    }

    private static void delete(Path hidden, Path original, FaultPoints faults) {
        try {
            Files.deleteIfExists(hidden.resolve(ManifestFile.NAME));
            faults.reached("prune.manifest-deleted");
            for (var name : EntryReader.OUR_FILES) {
                Files.deleteIfExists(hidden.resolve(name));
            }
            faults.reached("prune.files-deleted");
            Files.deleteIfExists(hidden);
        } catch (DirectoryNotEmptyException e) {
            show(hidden, original);
            throw undeletable(original, e);
        } catch (IOException e) {
            throw undeletable(hidden, e);
        }
    }

    private static void show(Path hidden, Path original) {
        try {
            Files.move(hidden, original, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw undeletable(hidden, e);
        }
    }

    private static DataException undeletable(Path directory, Exception e) {
        return DataException.of(
                        ErrorCode.PATH_NOT_WRITABLE,
                        "cannot delete " + directory + ": " + EntryReader.reason(e),
                        e)
                .withHint("see to it, and run prune again");
    }
}
