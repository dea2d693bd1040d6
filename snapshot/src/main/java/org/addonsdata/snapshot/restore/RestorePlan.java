package org.addonsdata.snapshot.restore;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a dump would do, without a server.
 *
 * @param origin which tool wrote it: {@code addons-data}, {@code mysqldump}, {@code mariadb-dump},
 *     {@code phpMyAdmin}, {@code unknown}
 * @param tables rows by table, in the dump's order
 * @param objects how many of each other kind
 * @param named the views, triggers, routines and events, by kind and name
 * @param refused what would not be let through, with its line; a restore needs this to be empty
 * @param plainBytes the length of the SQL, unpacked
 */
public record RestorePlan(
        Path file,
        String origin,
        boolean hasManifest,
        Map<String, Long> tables,
        Map<String, Long> objects,
        List<String> named,
        List<String> refused,
        long plainBytes,
        long largestRowBytes) {
    public long rows() {
        return tables.values().stream().mapToLong(Long::longValue).sum();
    }
}
