package org.addonsdata.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    @ParameterizedTest
    @CsvSource({"'', 0", "tab, 3", "日本語ページ, 12", "탭 관리자, 9", "é, 1", "été, 3", "Správce, 7"})
    void columnsAreThoseOfATerminal(String text, int columns) {
        assertThat(Text.columns(text)).isEqualTo(columns);
        assertThat(Text.padded(text, 15)).startsWith(text).hasSize(text.length() + 15 - columns);
    }

    @Test
    void longLinesAreBrokenBetweenWords() {
        var text = "the servers of the volume /a/very/long/path/that/has/no/blank do not run";
        assertThat(Text.wrapped(text, 0)).isEqualTo(text);
        assertThat(Text.wrapped(text, 200)).isEqualTo(text);
        assertThat(Text.wrapped(text, 30))
                .isEqualTo(
                        "the servers of the volume\n  /a/very/long/path/that/has/no/blank\n  do not run");
    }

    @Test
    void namesDoNotSteerTheTerminal() {
        assertThat(Text.padded("a\033[31mb\n", 0)).isEqualTo("a\\u001b[31mb\\n");
        assertThat(Text.printable("a\tb\r\u009b2J\u202e\u2028\u00ad\udc00"))
                .isEqualTo("a b\\r\\u009b2J\\u202e\\u2028\\u00ad\\udc00");
        assertThat(Text.printable("日本語 été 👩\u200d👧")).isEqualTo("日本語 été 👩\u200d👧");
    }

    @Test
    void aLineBreakOfSomebodyElseBeginsNoLine() {
        assertThat(Text.message("no table 'a\nok done'; its log ends with\n    one\n    two"))
                .isEqualTo("no table 'a\\nok done'; its log ends with\n    one\n    two");
    }

    @Test
    void whatIsTooLongToBeReadIsCut() {
        assertThat(Text.message("no table '" + "x".repeat(100_000) + "' here"))
                .hasSizeLessThan(400)
                .startsWith("no table 'xxx")
                .endsWith("xxx' here");
        assertThat(Text.message("x y ".repeat(100_000))).hasSizeLessThan(2100);
    }

    @Test
    void jsonMeansTheSame() {
        var json = "{\n  \"a\" : \"x\u009b\u202e\ud800\"\n}";
        assertThat(Text.json(json)).isEqualTo("{\n  \"a\" : \"x\\u009b\\u202e\\ud800\"\n}");
    }
}
