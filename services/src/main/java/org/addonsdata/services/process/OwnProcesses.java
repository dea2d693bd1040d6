package org.addonsdata.services.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The processes of this user and the words they were started with, from proc(5); none where the
 * system has no such files.
 */
public final class OwnProcesses {
    private static final Path PROC = Path.of("/proc");

    private OwnProcesses() {}

    /** By id. Those that come or go meanwhile may be missing. */
    public static Map<Long, List<String>> words() {
        var found = new TreeMap<Long, List<String>>();
        if (!Files.isDirectory(PROC.resolve("self"))) {
            return found;
        }
        try (var entries = Files.newDirectoryStream(PROC, OwnProcesses::isProcess)) {
            var owner = owner(PROC.resolve("self"));
            for (var entry : entries) {
                read(entry, owner, found);
            }
            return found;
        } catch (IOException e) {
            return found;
        }
    }

    private static void read(Path entry, Object owner, Map<Long, List<String>> found) {
        try {
            if (owner(entry).equals(owner)) {
                var bytes = Files.readAllBytes(entry.resolve("cmdline"));
                found.put(
                        Long.valueOf(entry.getFileName().toString()),
                        List.of(new String(bytes, StandardCharsets.UTF_8).split("\0")));
            }
        } catch (IOException e) {
            // It has ended.
            return;
        }
    }

    private static boolean isProcess(Path entry) {
        return entry.getFileName().toString().matches("[0-9]+");
    }

    private static Object owner(Path entry) throws IOException {
        return Files.getAttribute(entry, "unix:uid");
    }
}
