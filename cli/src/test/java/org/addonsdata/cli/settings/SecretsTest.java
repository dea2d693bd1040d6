package org.addonsdata.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://me:hunter2@host:3306/olympia",
                "https://elastic:hunter2@[::1]:9200",
                "http://me:p@hunter2@host",
                "CREATE USER 'a'@'%' IDENTIFIED BY 'hunter2'",
                "ALTER USER a IDENTIFIED WITH x BY PASSWORD 'hunter2'",
                "{\"password\": \"hunter2\"}",
                "api_token='hunter2'",
                "SET PASSWORD = 'hunter2'",
                "mysql://me:hun/hunter2:et@db/x",
                "jdbc:mysql://db/x?user=me&password=hunter2",
                "jdbc:mysql://db/x?user=me&pass_word=hunter2&sslMode=REQUIRED",
                "mysql://db/x?passwd=hunter2 does not answer",
                "mysql://db/x?accessToken=hunter2",
                "mysql://db/x?ssl-key=hunter2",
                "MYSQL_PWD=hunter2 mysqldump",
                "mysqldump --password=hunter2 olympia"
            })
    void passwordsAreTakenOut(String text) {
        assertThat(Secrets.masked(text)).doesNotContain("hunter2").contains("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://host:3306/olympia",
                "http://127.0.0.1:9200",
                "SELECT password FROM users WHERE id=1",
                "me@example.com"
            })
    void theRestStays(String text) {
        assertThat(Secrets.masked(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "mysql://me:secret@db:3306/olympia mysql://me@db:3306/olympia",
                "mysql://me:se@c/r:et@db/olympia mysql://me@db/olympia",
                "mysql://me:secret@one,two:1/olympia mysql://me@one,two:1/olympia",
                "jdbc:mysql://db:3306/olympia?user=me&password=secret&sslMode=REQUIRED jdbc:mysql://db:3306/olympia?user=me&password=&sslMode=REQUIRED",
                "mysql://db/olympia?pass_word=secret&user=me mysql://db/olympia?pass_word=&user=me",
                "https://me:secret@one:9200,https://you:secret@two https://me@one:9200,https://you@two",
                "https://one:9200/prefix https://one:9200/prefix",
                "mysql://me@[::1]:3306/x mysql://me@[::1]:3306/x",
                "mysql://[::1]:3306/x mysql://[::1]:3306/x",
                "/run/secrets/a:b@c /run/secrets/a:b@c"
            })
    void anAddressIsKeptWithoutItsPassword(String address, String kept) {
        assertThat(Secrets.withoutPassword(address)).isEqualTo(kept);
        assertThat(Secrets.hasPassword(address)).isEqualTo(!kept.equals(address));
        if (address.contains("://")) {
            assertThat(Secrets.maskedSetting(address)).doesNotContain("secret");
        }
    }

    @Test
    void aVariableThatNobodyReadsIsAnsweredWithTheOneThatWasMeant() {
        var environment =
                Map.of(
                        "ADDONS_DATA_PROJECT", "/x",
                        "ADDONS_DATA_JAVAHOME", "/y",
                        "ADDONS_DATA_MYSQL_PORT", "1",
                        "ADDONS_DATA_ENTIRELY_ELSE", "",
                        "PATH", "/bin");
        assertThat(Variables.unknown(environment))
                .isEqualTo(
                        Map.of(
                                "ADDONS_DATA_JAVAHOME", Optional.of("ADDONS_DATA_JAVA_HOME"),
                                "ADDONS_DATA_MYSQL_PORT", Optional.of("MYSQL_PORT"),
                                "ADDONS_DATA_ENTIRELY_ELSE", Optional.empty()));
    }
}
