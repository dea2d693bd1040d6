package org.addonsdata.addons.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.addonsdata.addons.index.Catalogue.Document;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.search.DocumentSource.KeyRange;
import org.addonsdata.search.DocumentSource.View;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The documents of a catalogue whose every row is known, from a real database. */
class AddonDocumentsIT {
    private static Catalogue catalogue;
    private static Catalogue changing;

    @BeforeAll
    static void fill() {
        catalogue = Catalogue.filled();
        changing = Catalogue.filled();
    }

    @AfterAll
    static void drop() {
        catalogue.close();
        changing.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 1001})
    void aDocumentSaysWhatTheRowsSay(long key) {
        var expected = JsonMapper.shared().readTree(Catalogue.resource("addon-" + key + ".json"));

        assertThat(catalogue.read(key).json().toPrettyString())
                .isEqualTo(expected.toPrettyString());
    }

    @Test
    void everyFieldOfTheMappingIsInADocument() {
        var missing = new TreeSet<String>();
        collectFields("", AddonIndex.definition().mapping(), missing);
        for (var document : catalogue.read()) {
            missing.removeIf(field -> hasValue(document.json(), field.split("\\.")));
        }
        var translatedTo = List.of("en-us", "fr", "ja", "pt-br");
        missing.removeIf(field ->
                field.contains("_l10n_") && translatedTo.stream().noneMatch(field::endsWith));
        // Only the names are translated to all four.
        missing.removeIf(field -> field.matches("(summary|description)_l10n_(ja|pt-br)"));

        assertThat(missing).isEmpty();
    }

    private static void collectFields(String prefix, JsonNode mapping, TreeSet<String> fields) {
        mapping.path("properties")
                .properties()
                .forEach(property -> {
                    var field = prefix + property.getKey();
                    if (property.getValue().has("properties")) {
                        collectFields(field + ".", property.getValue(), fields);
                    } else {
                        fields.add(field);
                    }
                });
    }

    private static boolean hasValue(JsonNode node, String[] path) {
        var nodes = List.of(node);
        for (var name : path) {
            var next = new ArrayList<JsonNode>();
            for (var parent : nodes) {
                var child = parent.path(name);
                if (child.isArray()) {
                    child.forEach(next::add);
                } else if (!child.isMissingNode() && !child.isNull()) {
                    next.add(child);
                }
            }
            nodes = next;
        }
        return !nodes.isEmpty();
    }

    @Test
    void theSameRowsGiveTheSameBytes() {
        assertThat(contents(catalogue.read())).isEqualTo(contents(catalogue.read()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 11, 12, 1000})
    void rangesCoverEveryKeyOnceWhateverTheirSize(int documentsPerRange) {
        var documents = new ArrayList<Document>();
        try (var view = catalogue.documents().open(1)) {
            var ranges = view.split(documentsPerRange);
            for (var range : ranges) {
                view.read(
                        range,
                        (key, version, source) ->
                                documents.add(new Document(key, version, source)));
            }
            assertThat(ranges.getFirst().first()).isZero();
            assertThat(ranges.getLast().last()).isEqualTo(Long.MAX_VALUE);
            for (int i = 1; i < ranges.size(); i++) {
                assertThat(ranges.get(i).first()).isEqualTo(ranges.get(i - 1).last() + 1);
            }
            assertThat(documents).hasSize((int) view.documentCount());
        }
        assertThat(contents(documents)).isEqualTo(contents(catalogue.read()));
    }

    @Test
    void anEmptyTableHasOneRangeWithoutDocuments() {
        try (var empty = Catalogue.empty();
                var view = empty.documents().open(1)) {
            assertThat(view.documentCount()).isZero();
            assertThat(view.split(100)).containsExactly(Catalogue.ALL);
            view.read(Catalogue.ALL, (key, version, source) -> assertThat(key).isNull());
            view.readVersions(Catalogue.ALL, (key, version) -> assertThat(key).isNull());
            view.read(List.of(), (key, version, source) -> assertThat(key).isNull());
        }
    }

    @Test
    void documentsByKeyAreThoseOfTheRange() {
        var documents = new ArrayList<Document>();
        try (var view = catalogue.documents().open(1)) {
            view.read(
                    List.of(1000L, 1L, 77L, 3L, 1L),
                    (key, version, source) -> documents.add(new Document(key, version, source)));
        }
        var expected =
                catalogue.read().stream()
                        .filter(document -> List.of(1L, 3L, 1000L).contains(document.key()))
                        .toList();

        assertThat(contents(documents)).isEqualTo(contents(expected));
    }

    @Test
    void versionsAreThoseOfTheDocumentsAndTheirModified() {
        var documents = catalogue.read();
        var versions = versions(catalogue);

        assertThat(versions).hasSize(documents.size());
        for (var document : documents) {
            var modified = Instant.parse(document.json().get("modified").stringValue());
            assertThat(versions.get(document.key()))
                    .isEqualTo(document.version())
                    .isEqualTo(modified.toEpochMilli());
        }
        assertThat(versions.get(1L))
                .isEqualTo(Instant.parse("2026-03-02T11:22:33.654Z").toEpochMilli());
    }

    /** Each changes what the document of add-on 1 shows, in a table of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE addons SET average_daily_users = 1 WHERE id = 1",
                "UPDATE translations SET localized_string = 'New' WHERE id = 101 AND locale = 'fr'",
                "INSERT INTO translations (id, locale, localized_string) VALUES (107, 'fr', 'https://example.fr')",
                "UPDATE translations SET localized_string = 'Slower' WHERE id = 110 AND locale = 'fr'",
                "UPDATE translations SET localized_string = 'A list' WHERE id = 111 AND locale = 'en-us'",
                "UPDATE translations SET localized_string = 'MPL' WHERE id = 901 AND locale = 'en-us'",
                "UPDATE versions SET version = '1.0.1' WHERE id = 2",
                "UPDATE files SET size = 7 WHERE id = 22",
                "UPDATE licenses SET url = 'https://example.org/2' WHERE id = 1",
                "UPDATE applications_versions SET min = 2 WHERE version_id = 2 AND application_id = 1",
                "UPDATE addons_users SET position = 9 WHERE addon_id = 1 AND user_id = 10",
                "INSERT INTO addons_categories (addon_id, category_id) VALUES (1, 7)",
                "INSERT INTO users_tags_addons (addon_id, tag_id) VALUES (1, 3)",
                "UPDATE previews SET position = 5 WHERE id = 31",
                "UPDATE promoted_promotedgroup SET search_ranking_bump = 6 WHERE id = 1",
                "INSERT INTO promoted_promotedaddon (promoted_group_id, addon_id, application_id) VALUES (5, 1, 61)"
            })
    void aChangeBesideTheAddonItselfGivesItAnotherVersion(String change) {
        var before = changing.read(1);
        changing.execute(change);
        var after = changing.read(1);

        assertThat(after.text()).isNotEqualTo(before.text());
        assertThat(after.version()).isGreaterThan(before.version());
        assertThat(versions(changing)).containsEntry(1L, after.version());
    }

    @Test
    void rangesOfAnySizeTakeTheSameNumberOfQueries() throws SQLException {
        try (var view = catalogue.documents().open(1)) {
            assertThat(queries(() -> view.read(Catalogue.ALL, (key, version, source) -> {})))
                    .isEqualTo(
                            queries(() ->
                                    view.read(new KeyRange(5, 5), (key, version, source) -> {})))
                    .isEqualTo(
                            queries(() ->
                                    view.read(List.of(1L, 2L, 3L), (key, version, source) -> {})))
                    .isEqualTo(
                            queries(() -> view.readVersions(Catalogue.ALL, (key, version) -> {})))
                    .isBetween(10L, 25L);
        }
    }

    private static long queries(Runnable work) throws SQLException {
        var before = selects();
        work.run();
        return selects() - before;
    }

    private static long selects() throws SQLException {
        try (var connection = catalogue.connections().open(null);
                var statement = connection.createStatement();
                var result = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Com_select'")) {
            result.next();
            return result.getLong(2);
        }
    }

    @Test
    void aColumnOfJsonThatIsNoneIsAnErrorThatNamesTheAddon() {
        try (var damaged = Catalogue.filled()) {
            damaged.execute(
                    "ALTER TABLE previews MODIFY sizes LONGTEXT NOT NULL",
                    "UPDATE previews SET sizes = '{' WHERE id = 31");

            assertThatThrownBy(damaged::read)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("add-on 1 cannot be rendered");
        }
    }

    private static TreeMap<Long, Long> versions(Catalogue catalogue) {
        var versions = new TreeMap<Long, Long>();
        try (var view = catalogue.documents().open(1)) {
            readVersions(view, versions);
        }
        return versions;
    }

    private static void readVersions(View view, TreeMap<Long, Long> versions) {
        for (var range : view.split(4)) {
            view.readVersions(
                    range,
                    (key, version) -> {
                        assertThat(versions.isEmpty() || versions.lastKey() < key).isTrue();
                        versions.put(key, version);
                    });
        }
    }

    private static List<List<Object>> contents(List<Document> documents) {
        return documents.stream().map(Document::content).toList();
    }
}
