package org.addonsdata.snapshot.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.addonsdata.snapshot.format.Compression;

/**
 * Another tool's dump under the name that ours have.
 *
 * @param problem why it cannot be whole, empty when it can
 */
record ForeignDump(Path file, String problem) {
    private static final List<String> ENDINGS = List.of("", ".gz", ".zst");

    /** What mysqldump, mariadb-dump and we begin a file with; all of them end it with the mark. */
    private static final List<String> HEADS =
            List.of("-- MySQL dump", "-- MariaDB dump", "-- addons-data snapshot");

    private static final String END_MARK = "-- Dump completed";
    private static final int LOOKED_AT_BYTES = 512;

    static Optional<ForeignDump> in(Path directory) throws IOException {
        for (var ending : ENDINGS) {
            var file = directory.resolve(Compression.NONE.fileName() + ending);
            if (Files.isRegularFile(file)) {
                return Optional.of(new ForeignDump(file, problem(file)));
            }
        }
        return Optional.empty();
    }

    /** A copy that was broken off must not become the latest; looks at both ends only. */
    private static String problem(Path file) throws IOException {
        try (var dump = new RandomAccessFile(file.toFile(), "r")) {
            if (dump.length() == 0) {
                return "its dump is empty";
            }
            var head = read(dump, 0);
            var tail = read(dump, Math.max(0, dump.length() - LOOKED_AT_BYTES));
            return HEADS.stream().anyMatch(head::contains) && !tail.contains(END_MARK)
                    ? "its dump is cut off: it does not end with '" + END_MARK + "'"
                    : "";
        }
    }

    private static String read(RandomAccessFile dump, long from) throws IOException {
        var bytes = new byte[(int) Math.min(LOOKED_AT_BYTES, dump.length() - from)];
        dump.seek(from);
        dump.readFully(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
