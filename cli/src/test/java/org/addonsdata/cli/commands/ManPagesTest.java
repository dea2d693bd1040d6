package org.addonsdata.cli.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.addonsdata.cli.manual.ManPages;
import org.addonsdata.cli.manual.ManPages.Entry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManPagesTest {
    @TempDir private Path directory;

    @BeforeEach
    void write() throws Exception {
        int written =
                new ManPages(
                                "addons-data 1.0",
                                List.of(new Entry("MYSQL_PORT", ".5 'quoted' \\ back-slash")),
                                List.of(new Entry("~/.config", "Settings.")))
                        .write(CommandModels.root(), directory);
        assertThat(written).isEqualTo((int) CommandModels.all().count());
    }

    @Test
    void everyCommandHasAPage() {
        assertThat(directory)
                .isDirectoryContaining("glob:**/addons-data.1")
                .isDirectoryContaining("glob:**/addons-data-volume-remove.1")
                .isDirectoryNotContaining("glob:**/addons-data-man-pages.1");
    }

    @Test
    void groffHasNothingToSay() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")));
        try (var pages = Files.list(directory)) {
            for (var page : pages.toList()) {
                var process =
                        new ProcessBuilder("groff", "-ww", "-man", "-Tutf8", "-z", page.toString())
                                .redirectErrorStream(true)
                                .start();
                var said = new String(process.getInputStream().readAllBytes(), UTF_8);
                assertThat(said).as(page.toString()).isEmpty();
                assertThat(process.waitFor()).isZero();
            }
        }
    }

    @Test
    void aPageReadsAsItWasWritten() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/man")));
        var process =
                new ProcessBuilder(
                                "man",
                                "--local-file",
                                "--warnings",
                                directory.resolve("addons-data.1").toString())
                        .redirectErrorStream(true);
        process.environment().put("MANPAGER", "cat");
        process.environment().put("MANWIDTH", "90");
        process.environment().put("LC_ALL", "C.UTF-8");
        var running = process.start();
        var text = new String(running.getInputStream().readAllBytes(), UTF_8).replaceAll(".\b", "");
        assertThat(text)
                .contains("ADDONS-DATA(1)", "EXIT STATUS", "COMMANDS", "addons-data-up(1)")
                .contains(".5 'quoted' \\ back-slash")
                .doesNotContain("warning");
    }
}
