package org.addonsdata.services.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown of a server's log when it has died. */
class LogTailTest {
    @TempDir private Path directory;

    @Test
    void whatProbesOfThePortLeaveIsNotShown() throws IOException {
        var log = directory.resolve("error.log");
        var probe =
                "2026-11-29 20:12:01 %d [Warning] Aborted connection %d to db: 'unconnected' user: 'unauthenticated' host: 'localhost' (This connection closed normally without authentication)\n";
        Files.writeString(
                log,
                "2026-11-29 20:11:00 0 [Note] mariadbd: ready for connections.\n"
                        + probe.formatted(3, 3)
                        + probe.formatted(4, 4).repeat(20));

        assertThat(LogTail.read(log, 0)).hasLineCount(1).endsWith("ready for connections.");
    }
}
