package org.addonsdata.snapshot.export;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.files.AtomicFiles;
import org.jspecify.annotations.Nullable;

/**
 * A new private file that one thread fills while another writes to the disk. Whole buffers go past
 * the system's cache where the file system lets them: nobody reads a snapshot soon, the copy would
 * cost as much processor time as the hashing, and little is left for the end to be made durable.
 */
final class DiskFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 21;
    private static final int BUFFERS = 4;
    private static final long BYTES_BETWEEN_SYNCS = 64L << 20;
    private static final Duration NO_LIMIT = Duration.ofDays(30);

    private final Path path;
    private final FileChannel cached;
    private final TaskScope scope = new TaskScope("file");
    private final BlockingQueue<ByteBuffer> empty = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<ByteBuffer> full = new ArrayBlockingQueue<>(BUFFERS + 1);

    /** The only one without room. */
    private final ByteBuffer end = ByteBuffer.allocate(0);

    private @Nullable ByteBuffer current;
    private int allocated;
    private volatile @Nullable IOException failure;
    private @Nullable FileChannel direct;
    private boolean directTried;
    private long written;
    private long bytesUnsynced;

    DiskFile(Path path) throws IOException {
        this.path = path;
        cached = AtomicFiles.createPrivate(path);
        var _ =
                scope.fork(() -> {
                    writeAll();
                    return true;
                });
    }

    /** Takes bytes over; they are free again afterwards. */
    void write(byte[] bytes, int from, int length) throws IOException {
        for (int done = 0; done < length; ) {
            var buffer = current == null ? nextBuffer() : current;
            current = buffer;
            var part = Math.min(length - done, buffer.remaining());
            buffer.put(bytes, from + done, part);
            done += part;
            if (!buffer.hasRemaining()) {
                handOver(buffer);
                current = null;
            }
        }
    }

    /** Writes the rest and makes all of it durable. */
    void finish() throws IOException {
        if (current != null) {
            handOver(current);
            current = null;
        }
        handOver(end);
        scope.join(NO_LIMIT);
        check();
        cached.force(true);
    }

    private ByteBuffer nextBuffer() throws IOException {
        var free = empty.poll();
        if (free == null && allocated < BUFFERS) {
            allocated++;
            return allocate();
        }
        try {
            var buffer = free == null ? empty.take() : free;
            check();
            return buffer.clear();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private ByteBuffer allocate() throws IOException {
        var block = Math.toIntExact(Math.min(Files.getFileStore(path).getBlockSize(), 1 << 16));
        return ByteBuffer.allocateDirect(BUFFER_BYTES + block)
                .alignedSlice(block)
                .limit(BUFFER_BYTES)
                .slice();
    }

    private void handOver(ByteBuffer buffer) throws IOException {
        try {
            full.put(buffer);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }

    private void check() throws IOException {
        var failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    /** Goes on after a failure without writing, so that nobody waits for a buffer. */
    private void writeAll() throws InterruptedException {
        for (var buffer = full.take(); buffer.capacity() > 0; buffer = full.take()) {
            if (failure == null) {
                try {
                    write(buffer.flip());
                } catch (IOException e) {
                    failure = e;
                }
            }
            empty.put(buffer);
        }
    }

    private void write(ByteBuffer buffer) throws IOException {
        var past = buffer.remaining() == BUFFER_BYTES ? pastTheCache() : null;
        if (past != null && written(past, buffer)) {
            return;
        }
        bytesUnsynced += buffer.remaining();
        while (buffer.hasRemaining()) {
            written += cached.write(buffer, written);
        }
        if (bytesUnsynced >= BYTES_BETWEEN_SYNCS) {
            cached.force(false);
            bytesUnsynced = 0;
        }
    }

    /** Whether all of it was written; if not, the rest has to go through the cache. */
    private boolean written(FileChannel past, ByteBuffer buffer) throws IOException {
        try {
            while (buffer.hasRemaining()) {
                written += past.write(buffer, written);
            }
            return true;
        } catch (IOException e) {
            direct = null;
            past.close();
            return false;
        }
    }

    /** Null where the JDK or the file system cannot do it. */
    private @Nullable FileChannel pastTheCache() {
        if (!directTried) {
            directTried = true;
            try {
                var option = directOption();
                direct =
                        option.isPresent()
                                ? FileChannel.open(path, StandardOpenOption.WRITE, option.get())
                                : null;
            } catch (IOException | UnsupportedOperationException e) {
                direct = null;
            }
        }
        return direct;
    }

    /** Named by text, as it belongs to the module jdk.unsupported. */
    private static Optional<OpenOption> directOption() {
        try {
            var options = Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants();
            return Arrays.stream(options)
                    .filter(option -> option.toString().equals("DIRECT"))
                    .map(OpenOption.class::cast)
                    .findFirst();
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        scope.close();
        if (direct != null) {
            direct.close();
        }
        cached.close();
    }
}
