package org.addonsdata.addons.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchLanguageTest {
    @ParameterizedTest
    @CsvSource({
        "fr, fr",
        "fr-CA, fr",
        "en, en-us",
        "en-GB, en-gb",
        "en-AU, en-us",
        "es, es-es",
        "pt, pt-br",
        "pt_PT, pt-pt",
        "zh, zh-cn",
        "zh-TW, zh-tw",
        "sv, sv-se"
    })
    void aNameFindsItsLanguageOrTheNearest(String name, String locale) {
        assertThat(SearchLanguage.find(name).orElseThrow().locale()).isEqualTo(locale);
    }

    @ParameterizedTest
    @CsvSource({"tlh", "''", "-", "e"})
    void otherNamesFindNone(String name) {
        assertThat(SearchLanguage.find(name)).isEmpty();
    }

    @Test
    void everyLocaleIsFoundByItsBytes() {
        var names = FieldNames.byLanguage(language -> language.field("name"));
        for (var language : SearchLanguage.ALL) {
            var locale = language.locale().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            var upper =
                    language.locale()
                            .toUpperCase(Locale.ROOT)
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
            assertThat(names.get(FieldNames.language(Slice.of(locale))).toString())
                    .isEqualTo(language.field("name"));
            assertThat(FieldNames.language(Slice.of(upper)))
                    .isEqualTo(FieldNames.language(Slice.of(locale)));
        }
        assertThat(
                        FieldNames.language(
                                Slice.of("af".getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                .isNegative();
        assertThat(
                        FieldNames.language(
                                Slice.of(
                                        "nn-no-long"
                                                .getBytes(
                                                        java.nio.charset.StandardCharsets.UTF_8))))
                .isNegative();
        assertThat(SearchLanguage.ALL).hasSize(31);
    }
}
