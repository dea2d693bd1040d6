package org.addonsdata.testkit.leaks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The files and network connections that this JVM has open, as Linux tells them in {@code
 * /proc/self/fd} and {@code /proc/net/tcp} (see proc(5)); nothing elsewhere. Class path, libraries
 * and devices are no business of a test.
 */
final class OpenFiles {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
    private static final Pattern OF_THE_JVM =
            Pattern.compile(
                    "(/dev|/proc|/sys)/.*|.*\\.(jar|so|jsa|aot)( \\(deleted\\))?|.*/lib/modules");
    private static final int ADDRESS_FIELD = 1;
    private static final int PEER_FIELD = 2;
    private static final int STATE_FIELD = 3;
    private static final int INODE_FIELD = 9;
    private static final String LISTENS = "0A";
    private static final int PORT_BITS = 16;

    private OpenFiles() {}

    static Set<String> now() {
        var open = new TreeSet<String>();
        if (!Files.isDirectory(DESCRIPTORS)) {
            return open;
        }
        var connections = connections();
        try (var descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (var descriptor : descriptors) {
                describe(descriptor, connections, open);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return open;
    }

    private static void describe(
            Path descriptor, Map<String, String> connections, Set<String> open) {
        String target;
        try {
            target = Files.readSymbolicLink(descriptor).toString();
        } catch (IOException _) {
            // Closed since, as the one of the directory's own listing.
            return;
        }
        var socket = SOCKET.matcher(target);
        if (socket.matches()) {
            var connection = connections.get(socket.group(1));
            if (connection != null) {
                open.add(connection + ", socket " + socket.group(1));
            }
        } else if (target.startsWith("/") && !OF_THE_JVM.matcher(target).matches()) {
            open.add("file " + target + ", descriptor " + descriptor.getFileName());
        }
    }

    /** What each socket is connected to, by its inode; those of other kinds are left out. */
    private static Map<String, String> connections() {
        var connections = new HashMap<String, String>();
        for (var table : List.of("tcp", "tcp6")) {
            try {
                Files.readAllLines(Path.of("/proc/self/net", table), StandardCharsets.ISO_8859_1)
                        .stream()
                        .skip(1)
                        .map(line -> line.strip().split("\\s+"))
                        .forEach(fields -> connections.put(fields[INODE_FIELD], described(fields)));
            } catch (IOException _) {
                // A kernel without this family of addresses.
            }
        }
        return connections;
    }

    private static String described(String[] fields) {
        return fields[STATE_FIELD].equals(LISTENS)
                ? "listener on port " + port(fields[ADDRESS_FIELD])
                : "connection from port "
                        + port(fields[ADDRESS_FIELD])
                        + " to port "
                        + port(fields[PEER_FIELD]);
    }

    private static int port(String address) {
        return HexFormat.fromHexDigits(address.substring(address.lastIndexOf(':') + 1))
                & (1 << PORT_BITS) - 1;
    }
}
