package org.addonsdata.addons.migration;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** One numbered file, such as {@code V2__users.sql}, with its text. */
record MigrationFile(String name, String text) {
    private static final String SEPARATOR = "__";
    private static final String SUFFIX = ".sql";

    /** The number, such as {@code "2"}. */
    String version() {
        return name.substring(1, name.indexOf(SEPARATOR));
    }

    /** What the file is about, as Flyway records it, such as {@code "users"}. */
    String description() {
        return name.substring(
                        name.indexOf(SEPARATOR) + SEPARATOR.length(),
                        name.length() - SUFFIX.length())
                .replace('_', ' ');
    }

    /** The checksum that Flyway stores in its history: CRC-32 over the lines without their ends. */
    int checksum() {
        var crc = new CRC32();
        text.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }
}
