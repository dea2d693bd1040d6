package org.addonsdata.search.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.search.index.IndexPaths;
import org.addonsdata.search.index.IndexSettings;
import org.addonsdata.search.index.Indexes;
import org.addonsdata.search.testkit.Books;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What differs in Elasticsearch 8 and 9, against a {@link SecuredServer} that answers as they do.
 */
class SecuredServerTest {
    private static final Credentials USER = new Credentials.Basic("elastic", "secret");

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"8.19.4", "9.2.1"})
    void trustsAFingerprintAndSendsUserAndPassword(String version) throws Exception {
        try (var server = server(version, "127.0.0.1", USER)) {
            var cluster = cluster(server, USER, new TlsOptions(null, server.fingerprint()));
            assertThat(cluster.family().toString()).isEqualTo("Elasticsearch " + version);
            assertThat(cluster.family().hasMappingTypes()).isFalse();
            assertThat(new IndexPaths(cluster.family(), "books").bulk()).isEqualTo("/books/_bulk");
            new Indexes(cluster).create(Books.definition("books"), IndexSettings.defaults(), "one");
            assertThat(server.requests().getLast()).matches("PUT /books-\\d{14}");
        }
    }

    @Test
    void trustsAnAuthorityAndSendsAnApiKey() throws Exception {
        var key = new Credentials.ApiKey("aWQ6a2V5");
        try (var server = server("9.2.1", "127.0.0.1", key)) {
            var tls = new TlsOptions(server.certificateIn(directory), null);
            assertThat(cluster(server, key, tls).family().major()).isEqualTo(9);
        }
    }

    @Test
    void aPinnedCertificateMayBeForAnotherName() throws Exception {
        try (var server = server("9.2.1", "node.example", USER)) {
            assertThat(
                            cluster(server, USER, new TlsOptions(null, server.fingerprint()))
                                    .family()
                                    .major())
                    .isEqualTo(9);
            assertFails(
                    cluster(server, USER, new TlsOptions(server.certificateIn(directory), null)),
                    ErrorCode.SERVER_UNREACHABLE,
                    "not trusted");
        }
    }

    @Test
    void trustsNobodyElse() throws Exception {
        try (var server = server("9.2.1", "127.0.0.1", USER)) {
            assertFails(
                    cluster(server, USER, TlsOptions.SYSTEM),
                    ErrorCode.SERVER_UNREACHABLE,
                    "not trusted");
            var other = new TlsOptions(null, "00".repeat(32));
            assertFails(cluster(server, USER, other), ErrorCode.SERVER_UNREACHABLE, "fingerprint");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void saysWhichCredentialsAreWrongAndNotTheSecret() throws Exception {
        try (var server = server("8.19.4", "127.0.0.1", USER)) {
            var tls = new TlsOptions(null, server.fingerprint());
            assertFails(
                    cluster(server, new Credentials.None(), tls),
                    ErrorCode.ACCESS_DENIED,
                    "no credentials");
            var wrong = cluster(server, new Credentials.Basic("elastic", "wrong"), tls);
            assertFails(wrong, ErrorCode.ACCESS_DENIED, "user elastic");
            assertThatThrownBy(
                            () -> wrong.send(Call.query("/books/_search", Json.object(), "search")))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("user elastic")
                    .hasMessageNotContaining("wrong");
        }
    }

    @Test
    void refusesUnusableSettings() throws Exception {
        try (var server = server("9.2.1", "127.0.0.1", USER)) {
            assertFails(
                    cluster(server, USER, new TlsOptions(null, "abc")),
                    ErrorCode.SETTING_INVALID,
                    "fingerprint");
            var empty = Files.createFile(directory.resolve("empty.crt"));
            assertFails(
                    cluster(server, USER, new TlsOptions(empty, null)),
                    ErrorCode.SETTING_INVALID,
                    "no certificate");
        }
    }

    private SecuredServer server(String version, String host, Credentials accepted)
            throws IOException, GeneralSecurityException {
        return new SecuredServer(directory, version, host, List.of(accepted.authorization()));
    }

    private static SearchCluster cluster(
            SecuredServer server, Credentials credentials, TlsOptions tls) {
        return new SearchCluster(new ClusterAddress(List.of(server.uri()), credentials, tls));
    }

    private static void assertFails(SearchCluster cluster, ErrorCode code, String message) {
        assertThatThrownBy(cluster::family)
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message)
                .extracting(e -> ((DataException) e).code())
                .isEqualTo(code);
    }
}
