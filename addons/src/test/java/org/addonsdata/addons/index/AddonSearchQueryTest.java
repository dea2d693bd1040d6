package org.addonsdata.addons.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.lifecycle.application.SearchQueries;
import org.junit.jupiter.api.Test;

class AddonSearchQueryTest {
    @Test
    void clausesHaveTheBoostsOfTheSite() {
        var query = query("short words", "fr").toString();

        assertThat(query)
                .contains("{\"term\":{\"name.raw\":{\"value\":\"short words\",\"boost\":100}}}")
                .contains(
                        "{\"match_phrase\":{\"name_exact_sentinel\":{\"query\":\"__start__ short words __end__\",\"slop\":0,\"boost\":50}}}")
                .contains(
                        "{\"match_phrase\":{\"name\":{\"query\":\"short words\",\"slop\":1,\"boost\":8}}}")
                .contains(
                        "{\"match\":{\"name\":{\"query\":\"short words\",\"operator\":\"and\",\"boost\":6,\"analyzer\":\"standard\"}}}")
                .contains(
                        "{\"match\":{\"name_l10n_fr\":{\"query\":\"short words\",\"operator\":\"and\",\"boost\":5}}}")
                .contains("{\"prefix\":{\"name\":{\"value\":\"short words\",\"boost\":3}}}")
                .contains(
                        "{\"match\":{\"summary_l10n_fr\":{\"query\":\"short words\",\"operator\":\"and\",\"boost\":3}}}")
                .contains(
                        "{\"match\":{\"description\":{\"query\":\"short words\",\"operator\":\"and\",\"boost\":2}}}");
    }

    @Test
    void onlyShortQueriesAreMatchedInexactly() {
        assertThat(query("nineteen characters", "fr").toString())
                .contains("name.trigrams", "fuzziness");
        assertThat(query("exactly 20 character", "fr").toString())
                .doesNotContain("name.trigrams", "fuzziness");
    }

    @Test
    void aLanguageWithoutFieldsSearchesAsIfThereWereNone() {
        assertThat(query("words", "tlh").toString()).doesNotContain("_l10n_");
    }

    @Test
    void anUnknownApplicationOrTypeIsAnErrorThatNamesTheKnownOnes() {
        assertThatThrownBy(() ->
                        AddonSearchQuery.of(
                                new SearchQueries.Wanted(
                                        "",
                                        Optional.of("thunderbird"),
                                        Optional.empty(),
                                        Optional.empty())))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.hint()).isEqualTo("it is one of firefox, android"));
        assertThatThrownBy(() ->
                        AddonSearchQuery.of(
                                new SearchQueries.Wanted(
                                        "",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of("themes"))))
                .hasMessage("there is no type of add-on called 'themes'");
        assertThat(AddonSearchQuery.typeNames())
                .containsExactly("extension", "dictionary", "language", "theme");
        assertThat(AddonSearchQuery.applicationNames()).containsExactly("firefox", "android");
    }

    private static tools.jackson.databind.node.ObjectNode query(String words, String language) {
        return AddonSearchQuery.of(
                        new SearchQueries.Wanted(
                                words, Optional.empty(), Optional.of(language), Optional.empty()))
                .request(10);
    }
}
