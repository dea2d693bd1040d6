package org.addonsdata.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.testkit.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is configured or remembered is understood or refused. */
class SettingsFuzzTest {
    private static final String EXAMPLE =
            """
            # what our team uses
            mode: external
            mysql_port: 13306
            seed_addons: 20
            database_url: "mysql://user@db.example.org/olympia"
            compress: zstd
            index:
              shards: 2
              replicas: 1
              refresh_interval: 30s
              settings: {"index.codec": best_compression}
              mapping:
                properties:
                  name: {type: text}
            """;

    @TempDir Path directory;

    @Test
    void aConfigurationFileIsUnderstoodOrRefused() throws InterruptedException {
        var file = directory.resolve("addons-data.yaml");
        new Fuzzer(
                        DataException.class,
                        List.of(EXAMPLE, "mysql_port: 13306\n"),
                        List.of(
                                "mysql_port: ",
                                "database_password: x\n",
                                "index:\n",
                                "  shards: ",
                                "&a [*a, *a]",
                                "&a {b: *a}",
                                "<<: *a",
                                "!!java.net.URL [x]",
                                "!!int ",
                                "!!binary aGk=",
                                "? ",
                                "- ",
                                "|\n  ",
                                "---\n",
                                "...\n",
                                "%YAML 1.1\n",
                                "0x7f",
                                "0o17",
                                ".inf",
                                "2026-11-22",
                                "~",
                                "yes",
                                "{a: "))
                .feedOneIn(
                        4,
                        input -> {
                            Files.write(file, input);
                            var settings = FileSettings.read(List.of(file));
                            assertThat(settings.indexSettings().shards()).isPositive();
                            assertThat(settings.values().values())
                                    .allSatisfy(value -> assertThat(value.text()).isNotBlank());
                        });
    }

    @Test
    void whatWasRememberedIsUnderstoodOrAsGoodAsNone() throws InterruptedException {
        var home = directory.resolve("data");
        var project = new Project(directory, home);
        new Fuzzer(
                        DataException.class,
                        List.of(
                                "{\"project\":\"/home/me\",\"MODE\":\"external\",\"MYSQL_PORT\":\"13307\"}"),
                        List.of("\"MODE\":null,", "\"MODE\":{},", "[[", "{\"MODE\":"))
                .feed(input -> {
                    Files.createDirectories(home.resolve("projects"));
                    Files.write(memory(home), input);
                    assertThat(project.remembered()).isNotNull();
                });
    }

    /** The file is named by a hash of the directory. */
    private Path memory(Path home) {
        return home.resolve("projects")
                .resolve(
                        java.util.HexFormat.of().formatHex(sha256(directory.toString()), 0, 8)
                                + ".json");
    }

    private static byte[] sha256(String text) {
        try {
            return java.security.MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anAddressIsShownWithoutItsPassword() throws InterruptedException {
        new Fuzzer(
                        DataException.class,
                        List.of(
                                "mysql://user:Hunter2@db.example.org/olympia",
                                "https://u:Hunter2@one:9200,https://u:Hunter2@two:9200",
                                "jdbc:mysql://db/olympia?user=u&password=Hunter2"),
                        List.of("@", "://", "password=", "user:", ",http://", "?"))
                .feed(input ->
                        assertThat(
                                        Addresses.withoutPassword(
                                                new String(input, StandardCharsets.UTF_8)))
                                .isNotNull());
    }
}
