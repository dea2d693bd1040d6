package org.addonsdata.addons.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** The migrations in their order, as listed in {@code index.txt} beside them. */
record MigrationFiles(List<MigrationFile> files) {
    private static final String INDEX = "index.txt";

    /** Reads what this version of the application brings along. */
    static MigrationFiles bundled() {
        return new MigrationFiles(
                read(INDEX).lines().map(name -> new MigrationFile(name, read(name))).toList());
    }

    MigrationFile first() {
        return files.getFirst();
    }

    /** SHA-256 over names and texts, in hexadecimal. */
    String fingerprint() {
        var digest = sha256();
        for (var file : files) {
            digest.update(file.name().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(file.text().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String read(String name) {
        try (var stream = MigrationFiles.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
