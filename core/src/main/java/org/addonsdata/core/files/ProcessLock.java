package org.addonsdata.core.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A lock between processes that the operating system releases when its holder dies, so that it is
 * never stale. The file's text tells who holds it; the file itself stays, as removing it would let
 * two holders in.
 */
public final class ProcessLock implements AutoCloseable {
    private static final int POLL_MILLIS = 50;

    private final FileChannel channel;
    private final FileLock lock;

    private ProcessLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock, waiting for another holder until the time is over.
     *
     * @param purpose told to others who wait, such as {@code "initialize"}
     * @param onWait told once, with the holder, when there is something to wait for
     * @throws DataException with {@link ErrorCode#LOCKED} that names the holder
     */
    public static ProcessLock acquire(
            Path file, String purpose, Duration wait, java.util.function.Consumer<String> onWait) {
        var deadline = Deadline.after(wait);
        var told = false;
        while (true) {
            var lock = tryAcquire(file, purpose);
            if (lock != null) {
                return lock;
            }
            if (deadline.isOver()) {
                throw DataException.of(
                                ErrorCode.LOCKED, "another run holds the lock: " + holder(file))
                        .withHint("wait for it to end, then try again; the lock is " + file);
            }
            if (!told) {
                onWait.accept(holder(file));
                told = true;
            }
            pause();
        }
    }

    /**
     * Takes the lock if nobody holds it, else returns null at once. Whoever holds it may delete or
     * move the file with its directory; a lock of a file that has gone would lock nothing, and is
     * given back.
     */
    public static @Nullable ProcessLock tryAcquire(Path file, String purpose) {
        try {
            create(file);
            var expected = identity(file);
            var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                var lock = channel.tryLock();
                if (lock == null || !identity(file).equals(expected)) {
                    channel.close();
                    return null;
                }
                var held = new ProcessLock(channel, lock);
                held.describe(purpose);
                return held;
            } catch (OverlappingFileLockException e) {
                channel.close();
                return null;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            if (Files.isDirectory(file.resolveSibling("."))) {
                return null;
            }
            throw DataException.of(
                    ErrorCode.PATH_NOT_WRITABLE, "cannot lock " + file + ": it is gone", e);
        } catch (IOException e) {
            throw DataException.of(
                    ErrorCode.PATH_NOT_WRITABLE,
                    "cannot lock " + file + ": " + FileErrors.reason(e),
                    e);
        }
    }

    /** Whether somebody holds the lock; nothing is written, so that a full disk does not matter. */
    public static boolean isHeld(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private static void create(Path file) throws IOException {
        try {
            AtomicFiles.createPrivate(file).close();
        } catch (FileAlreadyExistsException _) {
            // As ever but the first time.
        }
    }

    /** The file itself, whatever its name; not by opening it, as closing would end the lock. */
    private static Object identity(Path file) throws IOException {
        var key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? file : key;
    }

    private void describe(String purpose) throws IOException {
        var text =
                "%s, process %d, since %s\n"
                        .formatted(
                                purpose,
                                ProcessHandle.current().pid(),
                                Instant.now().truncatedTo(ChronoUnit.SECONDS));
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    }

    private static String holder(Path file) {
        try {
            var text = Files.readString(file).strip();
            return text.isEmpty() ? "an unknown process" : text;
        } catch (IOException e) {
            return "an unknown process";
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.interrupted();
        }
    }

    @Override
    public void close() {
        try (channel) {
            channel.truncate(0);
            lock.release();
        } catch (IOException e) {
            throw DataException.of(
                    ErrorCode.OPERATION_FAILED, "cannot release a lock: " + e.getMessage(), e);
        }
    }
}
