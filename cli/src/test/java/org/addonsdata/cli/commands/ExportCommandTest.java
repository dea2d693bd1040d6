package org.addonsdata.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    @TempDir Path backups;

    @Test
    void snapshotsOfOneSecondHaveNamesOfTheirOwn() throws IOException {
        var now = Instant.parse("2026-11-23T02:17:59.500Z");
        var first = ExportCommand.unused(backups, now);
        assertThat(first).isEqualTo(backups.resolve("20261123021759"));
        Files.createDirectory(first);
        assertThat(ExportCommand.unused(backups, now)).isEqualTo(backups.resolve("20261123021800"));
    }
}
