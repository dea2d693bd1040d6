package org.addonsdata.snapshot.export;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.core.files.FileErrors;
import org.addonsdata.core.files.ProcessLock;
import org.addonsdata.snapshot.format.ManifestFile;

/**
 * A directory that is filled beside its place under a hidden name and moved there when complete.
 * Its filler holds a lock in it, so that what a dead process left can be told from what another one
 * fills.
 */
final class SnapshotDirectory implements AutoCloseable {
    private static final String FILLED = ".partial-";
    private static final String REPLACED = ".replaced-";
    private static final String LOCK = ".lock";
    private static final Duration UNTIL_LOCKED = Duration.ofMinutes(1);

    /** What macOS leaves in every directory that somebody looks at. */
    private static final String FINDERS_OWN = ".DS_Store";

    private final Path target;
    private final Path filled;
    private final ProcessLock lock;
    private boolean open = true;

    private SnapshotDirectory(Path target, Path filled, ProcessLock lock) {
        this.target = target;
        this.filled = filled;
        this.lock = lock;
    }

    static SnapshotDirectory create(Path directory, boolean overwrite, Consumer<String> note)
            throws IOException {
        var target = directory.toAbsolutePath().normalize();
        var parent = target.getParent();
        if (parent == null) {
            throw DataException.of(ErrorCode.USAGE, "a snapshot cannot be the root directory");
        }
        AtomicFiles.createPrivateDirectories(parent);
        sweep(parent, note);
        if (!overwrite && !isFree(target)) {
            throw DataException.of(ErrorCode.TARGET_EXISTS, target + " exists and is not empty")
                    .withHint("choose another directory, or say --overwrite to replace it");
        }
        var filled = Files.createTempDirectory(parent, FILLED);
        var lock = ProcessLock.tryAcquire(filled.resolve(LOCK), "export to " + target);
        if (lock == null) {
            throw DataException.of(ErrorCode.LOCKED, "cannot lock " + filled);
        }
        return new SnapshotDirectory(target, filled, lock);
    }

    private static boolean isFree(Path target) throws IOException {
        if (!Files.exists(target)) {
            return true;
        }
        if (!Files.isDirectory(target)) {
            return false;
        }
        try (var entries = Files.newDirectoryStream(target, path -> !path.endsWith(FINDERS_OWN))) {
            return !entries.iterator().hasNext();
        }
    }

    /**
     * Removes what killed exports left, and brings back what one had moved aside without putting
     * anything there.
     *
     * @param note told of what cannot be removed, which hinders nobody
     */
    static List<Path> sweep(Path parent, Consumer<String> note) throws IOException {
        var swept = new ArrayList<Path>();
        try (var entries = Files.newDirectoryStream(parent, path -> Files.isDirectory(path))) {
            for (var entry : entries) {
                var name = entry.getFileName().toString();
                if (name.startsWith(FILLED)) {
                    if (isSwept(entry, note)) {
                        swept.add(entry);
                    }
                } else if (name.startsWith(REPLACED)) {
                    var original = parent.resolve(name.substring(REPLACED.length()));
                    if (Files.exists(original)) {
                        AtomicFiles.deleteTree(entry);
                    } else {
                        Files.move(entry, original, StandardCopyOption.ATOMIC_MOVE);
                    }
                    swept.add(entry);
                }
            }
        }
        return swept;
    }

    private static boolean isSwept(Path directory, Consumer<String> note) {
        try {
            if (!isAbandoned(directory)) {
                return false;
            }
            AtomicFiles.deleteTree(directory);
            return true;
        } catch (IOException e) {
            note.accept(
                    "%s is left of an export that was killed, and stays: %s"
                            .formatted(directory, FileErrors.reason(e)));
            return false;
        }
    }

    /**
     * Its filler makes the lock at once, or could not for want of an inode, and removes it when the
     * snapshot is complete.
     */
    private static boolean isAbandoned(Path directory) throws IOException {
        var lock = directory.resolve(LOCK);
        if (Files.exists(lock)) {
            return !ProcessLock.isHeld(lock);
        }
        return Files.exists(directory.resolve(ManifestFile.NAME))
                || Files.getLastModifiedTime(directory)
                        .toInstant()
                        .isBefore(Instant.now().minus(UNTIL_LOCKED));
    }

    Path path() {
        return filled;
    }

    /**
     * Makes the directory durable and moves it to its place.
     *
     * @param faults told how far that is
     */
    Path complete(FaultPoints faults) throws IOException {
        open = false;
        lock.close();
        Files.delete(filled.resolve(LOCK));
        AtomicFiles.syncDirectory(filled);
        faults.reached("export.complete");
        var parent = target.resolveSibling(".").normalize();
        var replaced = target.resolveSibling(REPLACED + target.getFileName());
        if (!isFree(target)) {
            Files.move(target, replaced, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.deleteIfExists(target.resolve(FINDERS_OWN));
            Files.deleteIfExists(target);
        }
        faults.reached("export.place-free");
        move(replaced);
        faults.reached("export.moved");
        AtomicFiles.syncDirectory(parent);
        AtomicFiles.deleteTree(replaced);
        faults.reached("export.durable");
        return target;
    }

    private void move(Path replaced) throws IOException {
        try {
            Files.move(filled, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (DirectoryNotEmptyException | AtomicMoveNotSupportedException e) {
            if (Files.exists(replaced)) {
                Files.move(replaced, target, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        lock.close();
        try {
            AtomicFiles.deleteTree(filled);
        } catch (IOException e) {
            throw DataException.of(
                    ErrorCode.PATH_NOT_WRITABLE,
                    "cannot remove " + filled + ": " + e.getMessage(),
                    e);
        }
    }
}
