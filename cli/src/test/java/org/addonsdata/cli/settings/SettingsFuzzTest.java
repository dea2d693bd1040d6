package org.addonsdata.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.testkit.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is configured or remembered is understood or refused. */
class SettingsFuzzTest {
    private static final long SEED = 20_261_129;
    private static final int ADDRESSES = 20_000;

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

    /** Whatever a password is made of, and however the address is written. */
    @Test
    void anAddressIsShownWithoutItsPassword() {
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < ADDRESSES; i++) {
            var noise = noise(random, ":/?@%+,;= '\"#&\\[]");
            var address =
                    "mysql://me:%sHunter2%s@db.example.org/olympia?user=x".formatted(noise, noise);
            assertThat(Secrets.maskedSetting(address)).as(address).doesNotContain("Hunter2");
            assertThat(Secrets.hasPassword(address)).as(address).isTrue();

            var word = noise(random, ":/@%+,;=[]");
            var secret = word + "Hunter2" + word;
            for (var text :
                    List.of(
                            "mysql://me:%s@db/x".formatted(secret),
                            "https://u:%s@one:9200,https://u:%s@two:9200".formatted(secret, secret),
                            "jdbc:mysql://db/x?user=me&password=%s&sslMode=REQUIRED"
                                    .formatted(secret),
                            "mysql://db/x?pass_word=" + secret,
                            "mysql://db/x?Access-Token=" + secret)) {
                var sentence = "cannot reach " + text + " as it is";
                assertThat(Secrets.masked(sentence)).as(sentence).doesNotContain("Hunter2");
                assertThat(Secrets.maskedSetting(text)).as(text).doesNotContain("Hunter2");
                assertThat(Secrets.withoutPassword(text)).as(text).doesNotContain("Hunter2");
                assertThat(Secrets.passwords(text)).as(text).isNotEmpty();
            }
        }
    }

    private static String noise(SplittableRandom random, String alphabet) {
        var noise = new StringBuilder();
        random.ints(random.nextInt(6), 0, alphabet.length())
                .forEach(index -> noise.append(alphabet.charAt(index)));
        return noise.toString();
    }
}
