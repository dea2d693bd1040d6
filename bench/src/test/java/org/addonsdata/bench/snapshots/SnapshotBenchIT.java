package org.addonsdata.bench.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** With so little data that the figures mean nothing; what is restored is compared all the same. */
@Tag("slow")
class SnapshotBenchIT {
    @TempDir private Path directory;

    @Test
    void measuresEveryContenderOnEveryServerThatIsThere() throws Exception {
        var launcher =
                Path.of(System.getProperty("addonsdata.checkout"))
                        .resolve("build/addons-data/bin/addons-data");
        assertThat(launcher).as("make build makes it").isExecutable();
        var results = directory.resolve("results.json");
        var chart = directory.resolve("chart.svg");

        SnapshotBench.main(
                new String[] {
                    launcher.toString(),
                    "--size",
                    "tiny",
                    "--results",
                    results.toString(),
                    "--chart",
                    chart.toString(),
                    "1"
                });

        var json = JsonMapper.shared().readTree(Files.readString(results));
        assertThat(json.path("cases").size()).isIn(4, 8);
        for (var measured : json.path("cases")) {
            assertThat(measured.path("contenders").get(0).path("runs").size())
                    .as(measured.toString())
                    .isEqualTo(1);
        }
        assertThat(chart).content().contains("<svg").contains("addons-data export");
    }
}
