package org.addonsdata.services.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.addonsdata.core.errors.DataException;
import org.addonsdata.services.DatabaseTls.SslMode;
import org.addonsdata.services.external.DatabaseUrl.HostPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseUrlTest {
    @ParameterizedTest
    @ValueSource(strings = {"mysql", "mariadb", "jdbc:mysql", "jdbc:mariadb", "MySQL"})
    void everySpellingOfTheSchemeIsRead(String scheme) {
        var url = DatabaseUrl.parse(scheme + "://me:secret@db.example.org:3307/olympia");

        assertThat(url.hosts()).containsExactly(new HostPort("db.example.org", 3307));
        assertThat(url.user()).isEqualTo("me");
        assertThat(url.password()).isEqualTo("secret");
        assertThat(url.database()).isEqualTo("olympia");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "p%40ss%2Fw%3Aord%25, p@ss/w:ord%",
                "pl+us, pl+us",
                "a:b, a:b",
                "p@ss, p@ss",
                "sl/ash, sl/ash",
                "%C3%A9%20x, é x"
            })
    void passwordsArePercentEncodedOrPlainWhereThatIsClear(String written, String meant) {
        assertThat(DatabaseUrl.parse("mysql://me:" + written + "@one,two:1/olympia"))
                .satisfies(
                        url -> assertThat(url.password()).isEqualTo(meant),
                        url -> assertThat(url.user()).isEqualTo("me"),
                        url ->
                                assertThat(url.hosts())
                                        .containsExactly(
                                                new HostPort("one", 3306), new HostPort("two", 1)));
    }

    @Test
    void hostsOfIpVersionSixAreInBrackets() {
        assertThat(DatabaseUrl.parse("mysql://me@[::1],[fd00::2]:3307/x").hosts())
                .containsExactly(new HostPort("::1", 3306), new HostPort("fd00::2", 3307))
                .extracting(HostPort::toString)
                .containsExactly("[::1]:3306", "[fd00::2]:3307");
    }

    @Test
    void accountAndProtectionMayBeOptionsAsInJdbc() {
        var url =
                DatabaseUrl.parse(
                        "jdbc:mysql://db/olympia?user=me&password=s%26cret&sslMode=VERIFY_CA&serverTimezone=UTC&ssl-ca=/ca.pem");

        assertThat(url.user()).isEqualTo("me");
        assertThat(url.password()).isEqualTo("s&cret");
        assertThat(url.options())
                .containsEntry("sslmode", "VERIFY_CA")
                .containsEntry("sslca", "/ca.pem");
        assertThat(url.toString()).doesNotContain("cret").contains("sslmode=VERIFY_CA");
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://me:hunter2@db/olympia, begins neither",
        "db.example.org, begins neither",
        "mysql://me:hunter2@/olympia, names no host",
        "mysql://me:hunter2@db:port/olympia, not a number",
        "mysql://me:hunter2@db:70000/olympia, not from 1 to 65535",
        "mysql://me:hunter2@::1/olympia, names no host",
        "mysql://me:hunter2@[::1/olympia, closing bracket",
        "mysql://me:hunter2%zz@db/olympia, hexadecimal",
        "mysql://me:hunter2@db/olympia?allowLoadLocalInfile=true, not known",
        "mysql://me:hunter2@db/olympia?sslmod=DISABLED, not known",
        "mysql://me@db/olympia?pass_word=hunter2, not known",
        "mysql://me@db/olympia?pass-word=hunter2, not known",
        "jdbc:mysql://db/olympia?user=me&password=a&hunter2=x, not known",
        "mysql://me:a?hunter2@db/olympia, not a number",
        "mysql://me@db/olympia?hunter2, not known"
    })
    void whatIsWrongIsSaidWithoutThePassword(String url, String reason) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> {
                            assertThat(e.messageText()).contains(reason).doesNotContain("hunter2");
                            assertThat(e.hint()).doesNotContain("hunter2");
                            assertThat(e.getCause()).isNull();
                        });
    }

    @Test
    void nothingSecretIsShown() {
        assertThat(DatabaseUrl.parse("mysql://me:hunter2@db/olympia"))
                .hasToString("mysql://me@db:3306/olympia");
    }

    @ParameterizedTest
    @CsvSource({
        "verify_identity, VERIFY_IDENTITY",
        "verify-full, VERIFY_IDENTITY",
        "verify-ca, VERIFY_CA",
        "trust, REQUIRED",
        "disable, DISABLED",
        "PREFERRED, PREFERRED"
    })
    void theWordsOfBothProductsAreKnown(String written, SslMode meant) {
        assertThat(TlsChoice.parse("DATABASE_TLS", written)).isEqualTo(meant);
    }
}
