package org.addonsdata.snapshot.restore;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.FileErrors;
import org.addonsdata.snapshot.database.ServerVersion;
import org.addonsdata.snapshot.format.Compression;
import org.addonsdata.snapshot.format.Manifest;
import org.addonsdata.snapshot.format.ManifestFile;
import org.addonsdata.snapshot.format.ZstdLibrary;
import org.jspecify.annotations.Nullable;

/**
 * A dump on the disk: a snapshot's directory, a directory with somebody else's dump, or a file by
 * itself; plain, gzip or zstd, told apart by their first bytes.
 *
 * @param manifest null for somebody else's
 */
public record DumpFile(Path file, @Nullable Manifest manifest, Packing packing) {
    private static final List<String> NAMES =
            List.of(
                    Compression.NONE.fileName(),
                    Compression.ZSTD.fileName(),
                    Compression.NONE.fileName() + ".gz");
    private static final String HINT =
            "name a snapshot's directory, or a file that mysqldump or mariadb-dump wrote";
    private static final int MAX_EXPANSION = 2000;
    private static final long EXPANSION_ALLOWED_BYTES = 1L << 30;

    /** How a file is packed. */
    public enum Packing {
        NONE,
        GZIP,
        ZSTD
    }

    /**
     * Finds the dump at a path.
     *
     * @throws DataException with {@link ErrorCode#SNAPSHOT_NOT_FOUND} or {@link
     *     ErrorCode#SNAPSHOT_DAMAGED}
     */
    public static DumpFile at(Path path) {
        try {
            if (Files.isRegularFile(path)) {
                return new DumpFile(path, null, packing(path));
            }
            if (!Files.isDirectory(path)) {
                throw nothingAt(path);
            }
            return inDirectory(path);
        } catch (DataException e) {
            // A pruning takes a snapshot's directory away as a whole.
            throw Files.isDirectory(path) ? e : nothingAt(path);
        } catch (IOException e) {
            throw DataException.of(
                            ErrorCode.SNAPSHOT_NOT_FOUND,
                            "cannot read %s: %s".formatted(path, FileErrors.reason(e)),
                            e)
                    .withHint(HINT);
        }
    }

    private static DataException nothingAt(Path path) {
        return DataException.of(ErrorCode.SNAPSHOT_NOT_FOUND, "there is nothing at " + path)
                .withHint(HINT);
    }

    /** The file is damaged, unless it has been deleted since it was found. */
    DataException unreadable(IOException failure) {
        return Files.exists(file)
                ? DataException.of(
                                ErrorCode.SNAPSHOT_DAMAGED,
                                "cannot read " + file + ": " + failure.getMessage(),
                                failure)
                        .withHint("the file is cut off or damaged; take another snapshot")
                : DataException.of(
                                ErrorCode.SNAPSHOT_NOT_FOUND,
                                file + " was deleted while the restore began",
                                failure)
                        .withHint(HINT);
    }

    /** A regular file in the directory itself, if the name is one of those. */
    private static Optional<Path> named(String text, Path directory) {
        try {
            var name = Path.of(text);
            var file = directory.resolve(name);
            return name.getNameCount() == 1
                            && file.normalize().startsWith(directory.normalize())
                            && Files.isRegularFile(file)
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static DumpFile inDirectory(Path directory) throws IOException {
        if (Files.exists(directory.resolve(ManifestFile.NAME))) {
            var manifest = ManifestFile.read(directory);
            var file =
                    named(manifest.file(), directory)
                            .orElseThrow(() ->
                                    DataException.of(
                                            ErrorCode.SNAPSHOT_DAMAGED,
                                            "the manifest in "
                                                    + directory
                                                    + " names a file that is not there"));
            return new DumpFile(file, manifest, packing(file));
        }
        for (var name : NAMES) {
            var file = directory.resolve(name);
            if (Files.isRegularFile(file)) {
                return new DumpFile(file, null, packing(file));
            }
        }
        throw DataException.of(
                        ErrorCode.SNAPSHOT_NOT_FOUND,
                        directory + " holds no " + Compression.NONE.fileName())
                .withHint(HINT);
    }

    private static Packing packing(Path file) throws IOException {
        try (var input = Files.newInputStream(file)) {
            var magic = input.readNBytes(4);
            if (magic.length >= 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b) {
                return Packing.GZIP;
            }
            var zstd =
                    magic.length == 4
                            && (magic[0] & 0xff) == 0x28
                            && (magic[1] & 0xff) == 0xb5
                            && magic[2] == 0x2f
                            && (magic[3] & 0xff) == 0xfd;
            return zstd ? Packing.ZSTD : Packing.NONE;
        }
    }

    /** The server that the dump was made on, where its manifest or its head names it. */
    Optional<ServerVersion> source() {
        try (var plain = plain(Files.newInputStream(file))) {
            var named =
                    manifest == null
                            ? new DumpHead(
                                            new String(
                                                    plain.readNBytes(DumpHead.BYTES),
                                                    StandardCharsets.UTF_8))
                                    .server()
                            : manifest.server().replaceFirst("^(MySQL|MariaDB) (.*)$", "$2-$1");
            return ServerVersion.find(named);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    public long bytes() throws IOException {
        return Files.size(file);
    }

    /** The plain SQL out of the file's bytes; fails when it grows beyond all reason. */
    InputStream plain(InputStream bytes) throws IOException {
        return switch (packing) {
            case NONE -> bytes;
            case GZIP ->
                    new Bounded(
                            new GZIPInputStream(new BufferedInputStream(bytes, 1 << 16), 1 << 16),
                            limit());
            case ZSTD -> {
                ZstdLibrary.load();
                yield new Bounded(
                        new ZstdInputStream(new BufferedInputStream(bytes, 1 << 16))
                                .setContinuous(false),
                        limit());
            }
        };
    }

    private long limit() throws IOException {
        return Math.max(EXPANSION_ALLOWED_BYTES, Math.multiplyExact(bytes(), MAX_EXPANSION));
    }

    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream source, long limit) {
            super(source);
            left = limit;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            var count = in.read(target, offset, length);
            left -= Math.max(0, count);
            if (left < 0) {
                throw new IOException(
                        "the archive unpacks to more than " + MAX_EXPANSION + " times its size");
            }
            return count;
        }
    }
}
