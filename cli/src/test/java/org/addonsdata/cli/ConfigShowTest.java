package org.addonsdata.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.addonsdata.core.concurrent.Cancellation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code config show}, which needs no server. */
class ConfigShowTest {
    @TempDir private Path directory;
    private final Map<String, String> environment = new TreeMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();

    @BeforeEach
    void settings() throws IOException {
        environment.put("HOME", directory.toString());
        environment.put("ADDONS_DATA_PROJECT", directory.toString());
        environment.put("SEARCH_PORT", "29200");
        Files.writeString(
                directory.resolve("addons-data.yaml"),
                "mysql_port: 23306\nlock_wait: 5\nindex:\n  shards: 3\n");
    }

    private int run(String... words) {
        return Main.run(
                words,
                environment,
                new PrintStream(out, true, UTF_8),
                new PrintStream(error, true, UTF_8),
                new Cancellation());
    }

    @Test
    void everyValueSaysWhereItCameFrom() {
        assertThat(run("config", "show", "--volume", "mine")).isZero();
        assertThat(out.toString(UTF_8).lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "DATA_VOLUME mine flag",
                        "MYSQL_PORT 23306 file " + directory.resolve("addons-data.yaml"),
                        "SEARCH_PORT 29200 environment",
                        "SEARCH_ENGINE opensearch default",
                        "EXPORT_DIR -",
                        "index {\"shards\":3}",
                        "file " + directory.resolve(".config/addons-data/config.yaml (not there)"));
        assertThat(error.toString(UTF_8)).isEmpty();
    }

    @Test
    void scriptsReadTheSame() {
        environment.put("ADDONS_DATA_PROJET", "x");
        assertThat(run("config", "show", "--json")).isZero();
        var json = JsonMapper.shared().readTree(out.toString(UTF_8));
        var port = json.path("settings").path("MYSQL_PORT");
        assertThat(port.path("value").asString()).isEqualTo("23306");
        assertThat(port.path("source").asString()).isEqualTo("file");
        assertThat(json.path("settings").path("EXPORT_DIR").path("value").isNull()).isTrue();
        assertThat(json.path("index").path("shards").asInt()).isEqualTo(3);
        assertThat(json.path("unknownVariables").get(0).asString()).isEqualTo("ADDONS_DATA_PROJET");
    }

    @Test
    void aVariableThatNobodyReadsIsTold() {
        environment.put("ADDONS_DATA_PROJET", "x");
        run("config", "show");
        assertThat(error.toString(UTF_8)).contains("did you mean ADDONS_DATA_PROJECT?");
    }

    @Test
    void aKeyThatNobodyReadsIsAnError() throws IOException {
        Files.writeString(directory.resolve("addons-data.yaml"), "mysql-prot: 1\n");
        assertThat(run("config", "show")).isEqualTo(2);
        assertThat(error.toString(UTF_8)).contains("'mysql-prot'", "did you mean mysql_port?");
    }
}
