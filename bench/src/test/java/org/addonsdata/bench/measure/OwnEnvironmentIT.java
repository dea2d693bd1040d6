package org.addonsdata.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the distribution, whose settings are asked for. */
class OwnEnvironmentIT {
    private static final Path LAUNCHER =
            Path.of(System.getProperty("addonsdata.checkout"))
                    .resolve("build/addons-data/bin/addons-data");

    @TempDir private Path home;

    @Test
    void settingsFromElsewhereEndABenchmark() throws IOException {
        assertThat(LAUNCHER).as("make build makes it").isExecutable();
        require(Map.of());

        assertThatThrownBy(() -> require(Map.of("DATABASE_URL", "mysql://root@127.0.0.1/olympia")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing was measured")
                .hasMessageContaining("DATABASE_URL");

        Files.writeString(home.resolve("addons-data.yaml"), "search_url: http://127.0.0.1:9\n");
        assertThatThrownBy(() -> require(Map.of())).hasMessageContaining("SEARCH_URL");
    }

    @Test
    void aProcessGetsNothingOfTheEnvironmentButWhereProgramsAre() {
        var process = new ProcessBuilder();
        process.environment().put("MODE", "external");
        process.environment().put("XDG_CONFIG_HOME", "/etc");
        OwnEnvironment.of(process, Map.of("HOME", home.toString()));
        assertThat(process.environment())
                .containsEntry("PATH", System.getenv("PATH"))
                .containsEntry("HOME", home.toString())
                .doesNotContainKeys("MODE", "XDG_CONFIG_HOME", "ADDONS_DATA_TEST_RUN");
    }

    private void require(Map<String, String> variables) throws IOException {
        var environment = new HashMap<>(variables);
        environment.put("HOME", home.toString());
        environment.put("ADDONS_DATA_PROJECT", home.toString());
        OwnEnvironment.require(
                LAUNCHER, List.of("--mode", "embedded"), environment, Map.of("MODE", "embedded"));
    }
}
