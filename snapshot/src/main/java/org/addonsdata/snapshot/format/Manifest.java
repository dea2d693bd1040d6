package org.addonsdata.snapshot.format;

import java.util.List;
import java.util.Map;

/**
 * What a snapshot holds; {@code manifest.json}.
 *
 * @param format 1
 * @param created in UTC, ISO 8601
 * @param server such as {@code MariaDB 11.4.5}
 * @param schema the name of the schema it was taken from
 * @param collation that schema's default
 * @param consistency how all workers came to see one moment
 * @param application what the caller wants to be remembered, such as its migration version
 * @param file the file's name beside the manifest
 * @param fileBytes its length
 * @param fileSha256 of the file as it lies there
 * @param sqlBytes the length of the plain SQL
 * @param sqlSha256 of the plain SQL
 * @param largestRowBytes the longest row as SQL
 * @param objects how many there are of each kind: tables, sequences, views, functions, procedures,
 *     triggers, events
 */
public record Manifest(
        int format,
        String created,
        String server,
        String schema,
        String collation,
        String consistency,
        Map<String, String> application,
        String file,
        long fileBytes,
        String fileSha256,
        long sqlBytes,
        String sqlSha256,
        long largestRowBytes,
        Map<String, Integer> objects,
        List<TableEntry> tables) {
    /** The format this code writes, and the newest it reads. */
    public static final int FORMAT = 1;

    /**
     * A table's rows.
     *
     * @param checksum the sum of its rows' hashes modulo 2^64, in sixteen hexadecimal digits
     */
    public record TableEntry(String name, long rows, String checksum, List<ChunkEntry> chunks) {}

    /**
     * A stretch of whole INSERT statements.
     *
     * @param firstKey the first row's key as SQL, empty for a table without one
     * @param lastKey the last row's key
     * @param offset in the plain SQL, bytes
     * @param length in bytes
     * @param xxh64 of the plain SQL, to find where a damaged file is damaged; sixteen hexadecimal
     *     digits
     */
    public record ChunkEntry(
            String firstKey, String lastKey, long rows, long offset, long length, String xxh64) {}

    /** All rows of all tables. */
    public long rows() {
        return tables.stream().mapToLong(TableEntry::rows).sum();
    }
}
