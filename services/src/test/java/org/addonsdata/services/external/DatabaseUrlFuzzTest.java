package org.addonsdata.services.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.testkit.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;

/** An address is understood, and then the same when it was kept and read again, or refused. */
class DatabaseUrlFuzzTest {
    private static final String PASSWORD = "Hunter2";
    private static final Fuzzer FUZZER =
            new Fuzzer(
                    DataException.class,
                    List.of(
                            "mysql://user:Hunter2@db.example.org:3306/olympia",
                            "mariadb://user:Hunter2@[::1]:3307,db2/olympia?sslMode=VERIFY_CA",
                            "jdbc:mysql://one,two:3306/olympia?user=u&password=Hunter2",
                            "jdbc:mariadb://u%40b:p%25@127.0.0.1/a%20b?sslCa=/tmp/ca.pem"),
                    List.of(
                            "jdbc:",
                            "mysql://",
                            "user:Hunter2@",
                            "[::1]",
                            "[fe80::1%25eth0]",
                            ":3306",
                            ":0",
                            "?sslMode=",
                            "&allowLoadLocalInfile=true",
                            "&allow-load-local-infile",
                            "/olympia",
                            "%41",
                            "%E2%82",
                            "]"));

    @Test
    void anAddressIsUnderstoodOrRefused() throws InterruptedException {
        FUZZER.feed(input -> {
            var url = DatabaseUrl.parse(new String(input, StandardCharsets.UTF_8));
            assertThat(url.hosts()).isNotEmpty();
            assertThat(url.hosts()).allSatisfy(DatabaseUrlFuzzTest::requirePlain);
            var kept = DatabaseUrl.parse(url.withoutPassword());
            assertThat(kept)
                    .isEqualTo(
                            new DatabaseUrl(
                                    url.hosts(), url.user(), null, url.database(), url.options()));
            if (PASSWORD.equals(url.password())) {
                assertThat(kept.password()).isNull();
            }
        });
    }

    /** What a driver would take for more than a host never gets to it. */
    private static void requirePlain(DatabaseUrl.HostPort host) {
        assertThat(host.host()).matches("[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?");
        assertThat(host.port()).isBetween(1, 65_535);
    }

    @Test
    void aWordForProtectionIsUnderstoodOrRefused() throws InterruptedException {
        new Fuzzer(
                        DataException.class,
                        List.of("VERIFY_IDENTITY", "verify-full", "disable"),
                        List.of("_", "-", "verify", "ca"))
                .feed(input ->
                        assertThat(
                                        TlsChoice.parse(
                                                "DATABASE_TLS",
                                                new String(input, StandardCharsets.UTF_8)))
                                .isNotNull());
    }
}
