package org.addonsdata.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
                "SET PASSWORD = 'hunter2'"
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
