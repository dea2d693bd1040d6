package org.addonsdata.services.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.AtomicFiles;

/** The end of a server's log, since a given place. */
final class LogTail {
    private static final int LINES = 15;
    private static final int MAX_BYTES = 16 * 1024;

    /** What servers write of clients that only tried whether somebody listens. */
    private static final Pattern OF_PROBES =
            Pattern.compile("Aborted connection \\d+ to db: 'unconnected' user: 'unauthenticated'");

    private LogTail() {}

    /** Sees to it that the log's directory exists, and returns where new output will begin. */
    static long prepare(Path log) {
        try {
            var directory = log.toAbsolutePath().getParent();
            if (directory != null) {
                AtomicFiles.createPrivateDirectories(directory);
            }
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            throw DataException.of(
                    ErrorCode.PATH_NOT_WRITABLE,
                    "cannot write the log " + log + ": " + e.getMessage(),
                    e);
        }
    }

    static String read(Path log, long from) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            // A log that was cut or replaced meanwhile is shorter than it was.
            var begin = from > file.length() ? 0 : from;
            file.seek(Math.max(begin, file.length() - MAX_BYTES));
            var bytes = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(bytes);
            return lastLines(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return "";
        }
    }

    private static String lastLines(String text) {
        List<String> lines =
                text.lines()
                        .filter(line -> !line.isBlank() && !OF_PROBES.matcher(line).find())
                        .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }
}
