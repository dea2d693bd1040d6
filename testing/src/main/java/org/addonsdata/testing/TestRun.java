package org.addonsdata.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which servers this run of the tests is for, and the notes it leaves about them in {@code
 * target/servers} of the checkout, one file for each, which {@code scripts/servers-run} prints
 * after Maven. A run of all servers leaves none out silently.
 */
public final class TestRun {
    private static final String SERVERS_PROPERTY = "addonsdata.test.servers";

    private TestRun() {}

    /**
     * Whether servers beside the embedded ones are looked for: Maven's profile {@code slow-tests}
     * says so.
     */
    public static boolean isOfAllServers() {
        return System.getProperty(SERVERS_PROPERTY, "embedded").equals("all");
    }

    /** Notes that tests ran on a server, such as {@code "MySQL 9.7.0"}. */
    public static void ran(String server) {
        note(server, "ran");
    }

    /** Notes that a server could not be had, and why. */
    public static void notRun(String server, String reason) {
        note(server, "not run: " + reason);
    }

    private static void note(String server, String text) {
        var file = directory().resolve(server.replaceAll("[^A-Za-z0-9.]+", "-") + ".txt");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, server + ": " + text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory() {
        return TestDatabase.engines().resolveSibling("servers");
    }
}
