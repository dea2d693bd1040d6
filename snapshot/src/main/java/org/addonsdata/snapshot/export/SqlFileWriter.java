package org.addonsdata.snapshot.export;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.addonsdata.snapshot.format.Compression;
import org.addonsdata.snapshot.format.RowHash;
import org.jspecify.annotations.Nullable;

/**
 * The file: buffers, hashes what is plain and what lies on the disk, packs, and makes it durable at
 * the end.
 */
final class SqlFileWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int ZSTD_LEVEL = 3;

    private final FileChannel channel;
    private final MessageDigest sqlDigest = sha256();
    private final MessageDigest fileDigest = sha256();
    private final @Nullable ZstdOutputStream packed;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int buffered;
    private long sqlBytes;
    private long fileBytes;
    private RowHash chunkHash = new RowHash();
    private boolean inChunk;

    SqlFileWriter(Path file, Compression compression, int workers) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        packed = compression == Compression.ZSTD ? zstd(workers) : null;
    }

    /**
     * The packed bytes are the same for any number of workers from one on (zstd manual, {@code
     * nbWorkers}).
     */
    private ZstdOutputStream zstd(int workers) throws IOException {
        var file =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                        writeToFile(bytes, from, length);
                    }
                };
        return new ZstdOutputStream(file)
                .setLevel(ZSTD_LEVEL)
                .setChecksum(true)
                .setWorkers(workers);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    void write(String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    void write(byte[] bytes, int from, int length) throws IOException {
        var start = from;
        var left = length;
        while (left > 0) {
            if (buffered == BUFFER_BYTES) {
                flush();
            }
            var part = Math.min(left, BUFFER_BYTES - buffered);
            System.arraycopy(bytes, start, buffer, buffered, part);
            buffered += part;
            start += part;
            left -= part;
        }
        sqlBytes += length;
    }

    /** How many bytes of plain SQL have been written. */
    long sqlBytes() {
        return sqlBytes;
    }

    void beginChunk() throws IOException {
        flush();
        chunkHash = new RowHash();
        inChunk = true;
    }

    /** The XXH64 of what was written since the chunk began. */
    String endChunk() throws IOException {
        flush();
        inChunk = false;
        return "%016x".formatted(chunkHash.value());
    }

    private void flush() throws IOException {
        if (buffered == 0) {
            return;
        }
        sqlDigest.update(buffer, 0, buffered);
        if (inChunk) {
            chunkHash.update(buffer, 0, buffered);
        }
        if (packed == null) {
            writeToFile(buffer, 0, buffered);
        } else {
            packed.write(buffer, 0, buffered);
        }
        buffered = 0;
    }

    private void writeToFile(byte[] bytes, int from, int length) throws IOException {
        if (packed != null) {
            fileDigest.update(bytes, from, length);
        }
        var source = ByteBuffer.wrap(bytes, from, length);
        while (source.hasRemaining()) {
            channel.write(source);
        }
        fileBytes += length;
    }

    /** Hashes and lengths of a finished file. */
    record Finished(long sqlBytes, String sqlSha256, long fileBytes, String fileSha256) {}

    /** Writes the rest and makes it durable. */
    Finished finish() throws IOException {
        flush();
        if (packed != null) {
            packed.close();
        }
        channel.force(true);
        var sqlSha256 = HexFormat.of().formatHex(sqlDigest.digest());
        var fileSha256 = packed == null ? sqlSha256 : HexFormat.of().formatHex(fileDigest.digest());
        return new Finished(sqlBytes, sqlSha256, fileBytes, fileSha256);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
