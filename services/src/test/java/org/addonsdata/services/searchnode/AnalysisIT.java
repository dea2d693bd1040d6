package org.addonsdata.services.searchnode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** Everything an index of add-ons asks of a node's analysis; see {@code docs/data-model.md}. */
class AnalysisIT {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String INDEX =
            """
            {
              "settings": {
                "number_of_replicas": 0,
                "analysis": {
                  "tokenizer": {
                    "trigram": {
                      "type": "ngram", "min_gram": 3, "max_gram": 3,
                      "token_chars": ["letter", "digit"]
                    }
                  },
                  "filter": {
                    "words": {"type": "word_delimiter", "preserve_original": true},
                    "parts": {
                      "type": "dictionary_decompounder",
                      "word_list": ["tab", "bar", "block", "password", "download"]
                    }
                  },
                  "analyzer": {
                    "name": {
                      "type": "custom", "tokenizer": "standard",
                      "filter": ["words", "lowercase", "stop", "parts", "unique"]
                    },
                    "trigrams": {
                      "type": "custom", "tokenizer": "trigram", "filter": ["lowercase"]
                    }
                  },
                  "normalizer": {
                    "lowercase_keyword": {"type": "custom", "filter": ["lowercase"]}
                  }
                }
              },
              "mappings": {
                "properties": {
                  "name": {
                    "type": "text", "analyzer": "name",
                    "fields": {
                      "raw": {"type": "keyword", "normalizer": "lowercase_keyword"},
                      "trigrams": {"type": "text", "analyzer": "trigrams"}
                    }
                  },
                  "summary": {"type": "text", "analyzer": "snowball"},
                  "previews": {"type": "nested"},
                  "average_daily_users": {"type": "long"}
                }
              }
            }
            """;

    /** A word of each language's own, and what its analyzer makes of it. */
    private static final Map<String, List<String>> LANGUAGES =
            Map.ofEntries(
                    Map.entry("arabic", List.of("الكتاب", "كتاب")),
                    Map.entry("bulgarian", List.of("книгата", "книг")),
                    Map.entry("catalan", List.of("extensions", "exten")),
                    Map.entry("czech", List.of("hlavou", "hlav")),
                    Map.entry("danish", List.of("bøgerne", "bøg")),
                    Map.entry("german", List.of("Häuser", "haus")),
                    Map.entry("greek", List.of("άνθρωποι", "ανθρωπ")),
                    Map.entry("english", List.of("bookmarks", "bookmark")),
                    Map.entry("spanish", List.of("extensiones", "extension")),
                    Map.entry("basque", List.of("liburuak", "liburu")),
                    Map.entry("persian", List.of("کتاب", "كتاب")),
                    Map.entry("finnish", List.of("kirjoja", "kirj")),
                    Map.entry("french", List.of("livres", "livr")),
                    Map.entry("hungarian", List.of("házak", "ház")),
                    Map.entry("indonesian", List.of("membaca", "baca")),
                    Map.entry("italian", List.of("estensioni", "estension")),
                    Map.entry("dutch", List.of("boeken", "boek")),
                    Map.entry("brazilian", List.of("extensões", "extenso")),
                    Map.entry("portuguese", List.of("extensões", "extensa")),
                    Map.entry("romanian", List.of("cărților", "cărț")),
                    Map.entry("russian", List.of("закладки", "закладк")),
                    Map.entry("swedish", List.of("bokmärken", "bokmärk")),
                    Map.entry("cjk", List.of("東京都", "東京", "京都")));

    @ParameterizedTest
    @EnumSource
    void everyAnalyzerOfTheAddonsIndexWorks(SearchEngine engine) throws Exception {
        try (var fixture = NodeFixture.of(engine)) {
            fixture.started();
            fixture.put("/things", INDEX);

            assertThat(tokens(fixture, "analyzer", "name", "The PasswordBar of AdBlock the tab"))
                    .containsExactly(
                            "passwordbar", "password", "bar", "adblock", "block", "ad", "tab");
            assertThat(tokens(fixture, "analyzer", "trigrams", "AdBlock"))
                    .containsExactly("adb", "dbl", "blo", "loc", "ock");
            assertThat(tokens(fixture, "normalizer", "lowercase_keyword", "AdBlock Plus"))
                    .containsExactly("adblock plus");
            assertThat(tokens(fixture, "analyzer", "snowball", "the running tabs"))
                    .containsExactly("run", "tab");
            for (var language : LANGUAGES.entrySet()) {
                var expected = language.getValue();
                assertThat(tokens(fixture, "analyzer", language.getKey(), expected.getFirst()))
                        .as(language.getKey())
                        .containsExactlyElementsOf(expected.subList(1, expected.size()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSearchesOfTheAddonsIndexWork(SearchEngine engine) throws Exception {
        try (var fixture = NodeFixture.of(engine)) {
            fixture.started();
            fixture.put("/things", INDEX);
            fixture.put(
                    "/things/_doc/1?refresh=true",
                    "{\"name\": \"Password Bar\", \"average_daily_users\": 10}");
            fixture.put(
                    "/things/_doc/2?refresh=true",
                    "{\"name\": \"Password Tab\", \"average_daily_users\": 1000}");
            var found =
                    fixture.post(
                            "/things/_search",
                            """
                            {"query": {"function_score": {
                               "query": {"bool": {"should": [
                                 {"term": {"name.raw": {"value": "PASSWORD BAR"}}},
                                 {"match_phrase": {"name": {"query": "password", "slop": 1}}},
                                 {"match": {"name": {"query": "pasword", "fuzziness": "AUTO"}}},
                                 {"match": {"name.trigrams": {
                                   "query": "passw", "minimum_should_match": "66%"}}},
                                 {"prefix": {"name": {"value": "pas"}}}
                               ]}},
                               "functions": [{"field_value_factor": {
                                 "field": "average_daily_users", "modifier": "log2p"}}]
                            }}}
                            """);
            assertThat(found.at("/hits/total/value").asInt()).isEqualTo(2);
            fixture.post(
                    "/things/_delete_by_query?refresh=true", "{\"query\": {\"match_all\": {}}}");
            assertThat(fixture.get("/things/_count").path("count").asInt()).isZero();
        }
    }

    private static List<String> tokens(NodeFixture fixture, String kind, String name, String text)
            throws Exception {
        var question = JSON.createObjectNode().put(kind, name).put("text", text).toString();
        var tokens = fixture.post("/things/_analyze", question).path("tokens");
        return StreamSupport.stream(tokens.spliterator(), false)
                .map(token -> token.path("token").asString())
                .toList();
    }
}
