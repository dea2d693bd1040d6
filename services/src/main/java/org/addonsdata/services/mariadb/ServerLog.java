package org.addonsdata.services.mariadb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of the log of a server that ran to its end. */
final class ServerLog {
    private static final int LINES = 15;

    private ServerLog() {}

    static String lastErrors(Path log) {
        try {
            List<String> lines = Files.readString(log, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()))
                    .indent(4)
                    .stripTrailing();
        } catch (IOException e) {
            return "    (no log: " + e.getMessage() + ")";
        }
    }
}
