package org.addonsdata.snapshot.export;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.addonsdata.snapshot.format.Compression;
import org.addonsdata.snapshot.format.RowHash;
import org.addonsdata.snapshot.format.ZstdLibrary;
import org.jspecify.annotations.Nullable;

/**
 * The file: hashes what is plain and what lies on the disk, packs, and makes it durable at the end.
 */
final class SqlFileWriter implements AutoCloseable {
    private static final int ZSTD_INPUT_BYTES = 1 << 20;
    private static final int ZSTD_LEVEL = 3;

    private final DiskFile file;
    private final MessageDigest sqlDigest = sha256();
    private final MessageDigest fileDigest = sha256();
    private final @Nullable ZstdOutputStream packed;
    private final byte[] unpacked;
    private int unpackedBytes;
    private long sqlBytes;
    private long fileBytes;
    private RowHash chunkHash = new RowHash();
    private boolean inChunk;

    SqlFileWriter(Path path, Compression compression, int workers) throws IOException {
        if (compression == Compression.ZSTD) {
            ZstdLibrary.load();
        }
        file = new DiskFile(path);
        packed = compression == Compression.ZSTD ? zstd(workers) : null;
        unpacked = new byte[packed == null ? 0 : ZSTD_INPUT_BYTES];
    }

    /**
     * The packed bytes are the same for any number of workers from one on (zstd manual, {@code
     * nbWorkers}).
     */
    private ZstdOutputStream zstd(int workers) throws IOException {
        var output =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                        fileDigest.update(bytes, from, length);
                        file.write(bytes, from, length);
                        fileBytes += length;
                    }
                };
        return new ZstdOutputStream(output)
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
        sqlDigest.update(bytes, from, length);
        if (inChunk) {
            chunkHash.update(bytes, from, length);
        }
        sqlBytes += length;
        if (packed == null) {
            file.write(bytes, from, length);
        } else {
            pack(packed, bytes, from, length);
        }
    }

    /** In pieces of one length, however the bytes come. */
    private void pack(ZstdOutputStream output, byte[] bytes, int from, int length)
            throws IOException {
        for (int done = 0; done < length; ) {
            if (unpackedBytes == unpacked.length) {
                output.write(unpacked, 0, unpackedBytes);
                unpackedBytes = 0;
            }
            var part = Math.min(length - done, unpacked.length - unpackedBytes);
            System.arraycopy(bytes, from + done, unpacked, unpackedBytes, part);
            unpackedBytes += part;
            done += part;
        }
    }

    /** How many bytes of plain SQL have been written. */
    long sqlBytes() {
        return sqlBytes;
    }

    void beginChunk() {
        chunkHash = new RowHash();
        inChunk = true;
    }

    /** The XXH64 of what was written since the chunk began. */
    String endChunk() {
        inChunk = false;
        return "%016x".formatted(chunkHash.value());
    }

    /** Hashes and lengths of a finished file. */
    record Finished(long sqlBytes, String sqlSha256, long fileBytes, String fileSha256) {}

    /** Writes the rest and makes it durable. */
    Finished finish() throws IOException {
        if (packed != null) {
            packed.write(unpacked, 0, unpackedBytes);
            packed.close();
        }
        file.finish();
        var sqlSha256 = HexFormat.of().formatHex(sqlDigest.digest());
        return packed == null
                ? new Finished(sqlBytes, sqlSha256, sqlBytes, sqlSha256)
                : new Finished(
                        sqlBytes,
                        sqlSha256,
                        fileBytes,
                        HexFormat.of().formatHex(fileDigest.digest()));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
