package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.addonsdata.services.searchnode.SearchEngine;
import org.addonsdata.testing.TestSearch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An external search server behind HTTPS, with accounts. */
@Tag("slow")
class ExternalSearchIT {
    private static final String BASIC = "Basic " + base64("me:p@ss word");
    private static final String KEY = base64("id:key");

    @TempDir private static Path directory;
    private static Certificates certificates;
    private static OwnDatabase database;
    private static TestSearch search;
    private static GuardedSearch guarded;
    private static GuardedSearch expired;

    private Machine machine;

    @BeforeAll
    static void start() {
        Assumptions.assumeTrue(OwnDatabase.Product.MARIADB.isThere(), "MariaDB is not installed");
        certificates = new Certificates(directory);
        certificates.authority("ca");
        certificates.signed("good", "127.0.0.1", 30);
        certificates.signed("expired", "127.0.0.1", -1);
        database = OwnDatabase.start(OwnDatabase.Product.MARIADB);
        search = TestSearch.start(SearchEngine.OPENSEARCH);
        guarded = guarded("good");
        expired = guarded("expired");
    }

    private static GuardedSearch guarded(String certificate) {
        return new GuardedSearch(
                search.uri(),
                certificates.file(certificate + ".p12"),
                Certificates.PASSWORD,
                List.of(BASIC, "ApiKey " + KEY));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @AfterAll
    static void stop() {
        if (database != null) {
            guarded.close();
            expired.close();
            search.close();
            database.close();
        }
    }

    @BeforeEach
    void prepare() {
        machine =
                Machine.used()
                        .set("MODE", "external")
                        .set(
                                "DATABASE_URL",
                                "mysql://root@127.0.0.1:%d/".formatted(database.port()))
                        .set("SEARCH_URL", url("me:p%40ss%20word@"))
                        .set("SEARCH_CA", certificates.file("ca.pem").toString());
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private static String url(String account) {
        return "https://%s127.0.0.1:%d".formatted(account, guarded.port());
    }

    @Test
    void accountsAreGivenInTheAddressOrByThemselvesOrAsAKey() throws IOException {
        machine.run("up").succeeds();
        machine.run("reindex").succeeds();
        assertThat(machine.run("env").succeeds().out())
                .contains("export SEARCH_URL=https://me:p%40ss%20word@127.0.0.1:" + guarded.port());

        machine.set("SEARCH_URL", url("me@")).set("SEARCH_PASSWORD", "p@ss word");
        machine.run("search", "facebook").succeeds();
        var file = Files.writeString(machine.directory().resolve("secret"), "p@ss word\n");
        machine.set("SEARCH_PASSWORD", null).set("SEARCH_PASSWORD_FILE", file.toString());
        machine.run("search", "facebook").succeeds();
        machine.set("SEARCH_PASSWORD", "p@ss word")
                .run("search", "facebook")
                .failsWith(Result.USAGE, "both SEARCH_PASSWORD and SEARCH_PASSWORD_FILE are set");

        machine.set("SEARCH_PASSWORD", null).set("SEARCH_PASSWORD_FILE", null);
        machine.set("SEARCH_URL", url("")).set("SEARCH_API_KEY", KEY);
        machine.run("search", "facebook").succeeds();
        assertThat(machine.run("env").succeeds().out()).contains("export SEARCH_API_KEY=" + KEY);
        Files.writeString(file, KEY + "\n");
        machine.set("SEARCH_API_KEY", null).set("SEARCH_API_KEY_FILE", file.toString());
        machine.run("search", "facebook").succeeds();
    }

    @Test
    void aWrongAccountIsSaid() {
        machine.set("SEARCH_URL", url("me:hunter2@"));
        var refused = machine.run("up").failsWith(Result.NOT_READY, "does not accept user me");
        assertThat(refused.error()).doesNotContain("hunter2");
        assertThat(machine.run("status").succeeds().out()).contains("does not accept user me");
        machine.set("SEARCH_URL", url("")).set("SEARCH_PASSWORD", "hunter2");
        machine.run("up").failsWith(Result.USAGE, "SEARCH_URL names no user");
    }

    @Test
    void aCertificateIsTrustedByItsAuthorityOrItsFingerprint()
            throws IOException, GeneralSecurityException {
        machine.set("SEARCH_CA", null);
        machine.run("up").failsWith(Result.NOT_READY, "is not trusted");
        machine.set("SEARCH_FINGERPRINT", fingerprint(certificates.file("good.pem")));
        machine.run("up").succeeds();
        machine.set("SEARCH_FINGERPRINT", "00".repeat(32));
        machine.run("up").failsWith(Result.NOT_READY, "is not trusted");
        machine.set("SEARCH_FINGERPRINT", null).set("SEARCH_CA", "/nowhere.pem");
        machine.run("up").failsWith(Result.USAGE, "/nowhere.pem");
    }

    private static String fingerprint(Path pem) throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(pem)) {
            var certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
            return HexFormat.ofDelimiter(":")
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        }
    }

    @Test
    void anExpiredCertificateIsRefusedAndSaid() {
        machine.set("SEARCH_URL", "https://me:x@127.0.0.1:" + expired.port());
        machine.run("up").failsWith(Result.NOT_READY, "is not trusted", "NotAfter");
    }
}
