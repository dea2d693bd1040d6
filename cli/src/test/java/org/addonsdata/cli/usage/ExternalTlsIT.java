package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which certificates an external database may have. */
@Tag("slow")
class ExternalTlsIT {
    private static OwnDatabase database;
    @TempDir private static Path directory;
    private static Certificates certificates;

    private Machine machine;

    @BeforeAll
    static void start() throws SQLException {
        Assumptions.assumeTrue(OwnDatabase.Product.MARIADB.isThere(), "MariaDB is not installed");
        certificates = new Certificates(directory);
        certificates.authority("ca");
        certificates.authority("stranger");
        certificates.signed("good", "127.0.0.1", 30);
        certificates.signed("expired", "127.0.0.1", -1);
        certificates.signed("misnamed", "192.0.2.1", 30);
        database = OwnDatabase.start(OwnDatabase.Product.MARIADB, tls("good"));
        database.execute(
                "CREATE USER tool@localhost IDENTIFIED BY 'secret' REQUIRE SSL",
                "GRANT ALL PRIVILEGES ON olympia.* TO tool@localhost",
                "GRANT ALL PRIVILEGES ON `olympia\\_\\_%`.* TO tool@localhost");
    }

    @AfterAll
    static void stop() {
        if (database != null) {
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
                                "mysql://tool:secret@127.0.0.1:%d/olympia"
                                        .formatted(database.port()))
                        .set("SEARCH_URL", "http://127.0.0.1:1");
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private static String[] tls(String name) {
        return new String[] {
            "--ssl-ca=" + certificates.file("ca.pem"),
            "--ssl-cert=" + certificates.file(name + ".pem"),
            "--ssl-key=" + certificates.file(name + ".key")
        };
    }

    private Result databaseState() {
        return machine.run("status", "--json").succeeds();
    }

    private void requireReached() {
        var json = databaseState().json().path("database");
        assertThat(json.path("running").asBoolean()).as(json.toPrettyString()).isTrue();
    }

    private String problem() {
        var json = databaseState().json().path("database");
        assertThat(json.path("running").asBoolean()).isFalse();
        return json.path("problem").asString();
    }

    @Test
    void aCertificateOfATrustedAuthorityThatNamesTheHostIsTaken() {
        requireReached();
        machine.set("DATABASE_TLS", "VERIFY_IDENTITY");
        assertThat(problem()).contains("127.0.0.1:" + database.port());
        machine.set("DATABASE_CA", certificates.file("stranger.pem").toString());
        assertThat(problem()).isNotEmpty();
        machine.set("DATABASE_CA", certificates.file("ca.pem").toString());
        requireReached();
        machine.set("DATABASE_TLS", "DISABLED");
        assertThat(problem()).contains("refuses the user tool");
    }

    @Test
    void theAddressMaySayItToo() {
        machine.set(
                "DATABASE_URL",
                "jdbc:mariadb://127.0.0.1:%d/olympia?user=tool&password=secret&sslMode=verify-full&serverSslCert=%s"
                        .formatted(database.port(), certificates.file("ca.pem")));
        requireReached();
    }

    @Test
    void anExpiredCertificateIsRefusedAndSaid() {
        database.startAgain(tls("expired"));
        try {
            machine.set("DATABASE_TLS", "VERIFY_CA")
                    .set("DATABASE_CA", certificates.file("ca.pem").toString());
            machine.run("up").failsWith(Result.NOT_READY, "NotAfter", "DATABASE_CA");
        } finally {
            database.startAgain(tls("good"));
        }
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() {
        database.startAgain(tls("misnamed"));
        try {
            machine.set("DATABASE_TLS", "VERIFY_IDENTITY")
                    .set("DATABASE_CA", certificates.file("ca.pem").toString());
            assertThat(problem()).isNotEmpty();
            machine.set("DATABASE_TLS", "VERIFY_CA");
            requireReached();
        } finally {
            database.startAgain(tls("good"));
        }
    }

    @Test
    void whatHoldsNoCertificateIsNamed() throws IOException {
        machine.set("DATABASE_TLS", "VERIFY_CA")
                .set("DATABASE_CA", Files.writeString(certificates.file("empty"), "").toString())
                .run("status")
                .failsWith(Result.USAGE, "DATABASE_CA", "PEM");
        machine.set("DATABASE_CA", "/nowhere.pem")
                .run("status")
                .failsWith(Result.USAGE, "/nowhere.pem");
    }

    /** An address of this machine that is not loopback's. */
    @Test
    void awayFromLoopbackTheCertificateIsVerifiedUnlessSaidOtherwise() throws IOException {
        Assumptions.assumeTrue(
                Files.readString(Path.of("/proc/self/status")).contains("Uid:\t0\t"),
                "only root adds an address");
        Shell.run("sh", "-c", "ip addr add 203.0.113.8/32 dev lo 2>/dev/null || true");
        try (var outside = TcpProxy.on("203.0.113.8", database.port())) {
            machine.set(
                    "DATABASE_URL",
                    "mysql://tool:secret@203.0.113.8:%d/olympia".formatted(outside.port()));
            machine.run("export").failsWith(Result.NOT_READY, "no database answers", "DATABASE_CA");
            machine.set("DATABASE_TLS", "REQUIRED");
            requireReached();
        } finally {
            Shell.run("sh", "-c", "ip addr del 203.0.113.8/32 dev lo 2>/dev/null || true");
        }
    }
}
