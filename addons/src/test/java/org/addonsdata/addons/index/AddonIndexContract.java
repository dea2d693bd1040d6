package org.addonsdata.addons.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.addonsdata.lifecycle.application.SearchQueries;
import org.addonsdata.search.IndexDefinition;
import org.addonsdata.search.cluster.Body;
import org.addonsdata.search.cluster.Call;
import org.addonsdata.search.cluster.ClusterAddress;
import org.addonsdata.search.cluster.Json;
import org.addonsdata.search.cluster.SearchCluster;
import org.addonsdata.search.index.IndexSettings;
import org.addonsdata.search.index.Indexes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * What must be true of the index on every family of servers: filled with the test catalogue,
 * analysed, searched.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AddonIndexContract {
    private static final String ALIAS = "addons_contract";

    private SearchCluster cluster;
    private String index;

    /** Any node of the family. */
    abstract URI node();

    @BeforeAll
    void fill() {
        cluster = new SearchCluster(ClusterAddress.of(node()));
        var addons = AddonIndex.definition();
        var definition = new IndexDefinition(ALIAS, addons.settings(), addons.mapping());
        index = new Indexes(cluster).create(definition, IndexSettings.defaults(), "test").name();
        try (var catalogue = Catalogue.filled()) {
            load(catalogue.read());
        }
        new Indexes(cluster).refresh(index);
    }

    private void load(List<Catalogue.Document> documents) {
        var lines = new ByteArrayOutputStream();
        for (var document : documents) {
            lines.writeBytes(
                    ("{\"index\":{\"_id\":\"" + document.key() + "\"}}\n").getBytes(UTF_8));
            lines.writeBytes(document.source());
            lines.write('\n');
        }
        var path =
                cluster.family().hasMappingTypes()
                        ? "/" + index + "/_doc/_bulk"
                        : "/" + index + "/_bulk";
        var answer =
                cluster.send(
                                Call.lines(
                                        path,
                                        Body.lines(lines.toByteArray(), lines.size()),
                                        "load"))
                        .json();
        assertThat(answer.get("errors").booleanValue()).as(answer.toString()).isFalse();
    }

    @AfterAll
    void delete() {
        new Indexes(cluster).delete(index);
    }

    @Test
    void everyDocumentIsIn() {
        assertThat(new Indexes(cluster).count(index)).isEqualTo(11);
    }

    /** Two forms of a word that a language's analyzer makes one. */
    @ParameterizedTest
    @CsvSource({
        "ar, الكتاب, كتاب",
        "bg, книгата, книга",
        "ca, gats, gat",
        "cs, hrady, hrad",
        "da, biler, bil",
        "de, Häuser, Haus",
        "el, σελίδες, σελίδα",
        "en-ca, downloads, downloading",
        "en-gb, tabs, tab",
        "en-us, saving, saves",
        "es-ar, descargas, descarga",
        "es-cl, ventanas, ventana",
        "es-es, pestañas, pestaña",
        "es-mx, páginas, página",
        "eu, etxeak, etxe",
        "fa, كتاب, کتاب",
        "fi, taloissa, talo",
        "fr, chevaux, cheval",
        "hu, házak, ház",
        "id, membaca, baca",
        "it, finestre, finestra",
        "nl, vensters, venster",
        "pt-br, janelas, janela",
        "pt-pt, janelas, janela",
        "ro, ferestrele, ferestre",
        "ru, книги, книга",
        "sv-se, bilar, bil"
    })
    void aLanguageBringsTheFormsOfAWordTogether(String locale, String form, String other) {
        for (var field :
                List.of(
                        "name_l10n_",
                        "summary_l10n_",
                        "description_l10n_",
                        "name_exact_sentinel_l10n_")) {
            assertThat(tokens(field + locale, form))
                    .isEqualTo(tokens(field + locale, other))
                    .isNotEmpty();
        }
        assertThat(tokens("name_l10n_" + locale + ".raw", form.toUpperCase())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"ja, 日本語, 日本 本語", "ko, 한국어, 한국 국어", "zh-cn, 浏览器, 浏览 览器", "zh-tw, 瀏覽器, 瀏覽 覽器"})
    void languagesWithoutSpacesAreIndexedByPairs(String locale, String text, String pairs) {
        assertThat(tokens("name_l10n_" + locale, text)).containsExactly(pairs.split(" "));
    }

    @Test
    void namesAreSplitIntoWords() {
        assertThat(tokens("name", "TabManager"))
                .containsExactlyInAnyOrder("tabmanager", "tab", "manager");
        assertThat(tokens("name", "awesomepassword")).contains("awesomepassword", "password");
        assertThat(tokens("name", "the Wi-Fi of an add-on"))
                .doesNotContain("the", "of", "an")
                .contains("wi", "fi");
        assertThat(tokens("name", "tab tab tab")).containsExactly("tab");
        assertThat(tokens("name.raw", "TabManager \"Plus\""))
                .containsExactly("tabmanager \"plus\"");
        assertThat(tokens("name.trigrams", "uBlock+")).containsExactly("ubl", "blo", "loc", "ock");
    }

    @Test
    void summariesAndDescriptionsAreStemmed() {
        assertThat(tokens("summary", "downloading tabs")).containsExactly("download", "tab");
        assertThat(tokens("description", "downloads a tab")).containsExactly("download", "tab");
    }

    @Test
    void sentinelsAndStopWordsStay() {
        assertThat(tokens("name_exact_sentinel", "__start__ The Tab __end__"))
                .containsExactly("__start__", "the", "tab", "__end__");
        assertThat(tokens("name_exact_sentinel_l10n_en-us", "__start__ The Tabs __end__"))
                .containsExactly("__start__", "the", "tab", "__end__");
    }

    @ParameterizedTest(name = "{0} app={1} lang={2} type={3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    TabManager                       |         |       |           | 1 40 1000
                    tab manager                      |         |       |           | 1 40 1000
                    tab manager                      |         |       | theme     |
                    tab manager                      | android |       |           | 1
                    another tabmanager for everybody | firefox |       |           | 40
                    ANOTHER TABMANAGER FOR EVERYONE  |         |       | extension | 1000
                    password                         |         |       |           | 7
                    onglet                           |         | fr    |           | 1
                    cheval                           |         | fr    |           | 3 1
                    mot de passe                     |         | fr    |           | 3
                    horse                            |         | en-US |           | 3 1
                    翻訳                             |         | ja    |           | 4
                    translater                       |         |       |           | 8
                    anothr tabmanager                |         |       |           | 1 40
                    northern lights                  |         |       |           | 2
                    galloping horse                  |         |       |           | 1
                    zzzz                             |         |       |           |\
                    """)
    void searchesFindWhatTheSiteWouldFind(
            String words, String application, String language, String type, String expected) {
        var hits =
                search(
                        new SearchQueries.Wanted(
                                words,
                                Optional.ofNullable(application),
                                Optional.ofNullable(language),
                                Optional.ofNullable(type)));
        var first = expected == null ? List.of() : List.of(expected.split(" "));

        assertThat(hits.stream().limit(Math.max(first.size(), expected == null ? 1 : 0)).toList())
                .isEqualTo(first);
        assertThat(hits).doesNotContain("5", "6", "1001");
    }

    @Test
    void noWordsFindEverythingPublicInTheOrderOfUseAndPromotion() {
        var hits =
                search(
                        new SearchQueries.Wanted(
                                " ", Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(hits).startsWith("1", "2", "40").hasSize(8);
    }

    private List<String> search(SearchQueries.Wanted wanted) {
        var keys = new ArrayList<String>();
        send(AddonSearchQuery.of(wanted).request(20))
                .at("/hits/hits")
                .forEach(hit -> keys.add(hit.get("_id").stringValue()));
        return keys;
    }

    private JsonNode send(JsonNode query) {
        return cluster.send(Call.query("/" + index + "/_search", query, "search")).json();
    }

    private List<String> tokens(String field, String text) {
        var body = Json.object().put("field", field).put("text", text);
        var tokens = new ArrayList<String>();
        cluster.send(Call.query("/" + index + "/_analyze", body, "analyse"))
                .json()
                .get("tokens")
                .forEach(token -> tokens.add(token.get("token").stringValue()));
        return tokens;
    }
}
