package org.addonsdata.snapshot.dump;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.addonsdata.snapshot.dump.DumpStatement.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and numbers that begin with a digit. */
class DigitsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1ea|WORD 1ea",
                "12_a|WORD 12_a",
                "0xyz|WORD 0xyz",
                "0b2|WORD 0b2",
                "1e|WORD 1e",
                "1e+a|NUMBER 1e+a",
                "12|NUMBER 12",
                "1e5|NUMBER 1e5",
                "1E-5|NUMBER 1E-5",
                "1.5e+3|NUMBER 1.5e+3",
                ".5|NUMBER .5",
                "0x1F|NUMBER 0x1F",
                "0b10|NUMBER 0b10",
                "1-2|NUMBER 1 SYMBOL - NUMBER 2",
                "1ea.2b|WORD 1ea SYMBOL . WORD 2b",
                "a.1e5|WORD a SYMBOL . WORD 1e5",
                "a .5|WORD a NUMBER .5",
                "a.*|WORD a SYMBOL . SYMBOL *",
                "1.5.5|NUMBER 1.5 NUMBER .5"
            })
    void areReadAsServersDo(String text, String tokens) {
        var read =
                Lexer.of(text.getBytes(UTF_8), ConditionalRule.OWN).all().stream()
                        .map(token -> token.kind() + " " + token.text())
                        .collect(Collectors.joining(" "));
        assertThat(read).isEqualTo(tokens);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE TABLE 1ea (a INT)", "CREATE TABLE t (1a INT, 2e INT)"})
    void aTableMayHaveSuchNames(String statement) {
        assertThat(Dumps.statements(statement + ";\n"))
                .singleElement()
                .isNotInstanceOf(Refused.class);
    }

    @Test
    void suchANameAfterAPointIsOfAnotherSchemaToo() {
        assertThat(Dumps.statements("CREATE TABLE mysql.1ea (a INT);\n"))
                .singleElement()
                .isInstanceOf(Refused.class);
    }
}
