package org.addonsdata.testkit.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * One of them. {@code /var/tmp/outside} stands in it for any folder outside of the server's data.
 *
 * @param onMariaDb a part of the refusal where the server is MariaDB; {@link #LOADS} where there is
 *     none
 * @param onMySql the same for MySQL
 */
public record HostileDump(String name, String onMariaDb, String onMySql) {
    public static final String LOADS = "loads";
    private static final String EXPECTATIONS = "expectations.txt";

    /** All of them, by name. */
    public static Stream<HostileDump> all() {
        return new String(bytesOf(EXPECTATIONS), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(HostileDump::parse);
    }

    private static HostileDump parse(String line) {
        var parts = line.split(" \\| ", -1);
        return new HostileDump(parts[0], parts[1], parts.length > 2 ? parts[2] : parts[1]);
    }

    /** A part of the refusal, or {@link #LOADS}. */
    public String expectation(boolean mariaDb) {
        return mariaDb ? onMariaDb : onMySql;
    }

    public byte[] bytes() {
        return bytesOf(name);
    }

    /** Writes it into a directory. */
    public Path in(Path directory) {
        try {
            return Files.write(directory.resolve(name), bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytesOf(String resource) {
        try (InputStream input = HostileDump.class.getResourceAsStream(resource)) {
            if (input == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return input.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
