package org.addonsdata.addons.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.addonsdata.search.IndexDefinition;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The index of the add-ons: alias {@code addons}, the analysis of {@code settings.json} and the
 * fields of {@code mapping.json}, both beside this class, with the fields and analyzers of every
 * {@link SearchLanguage} added.
 *
 * <p>The same definition serves Elasticsearch 6.8 to 9 and OpenSearch 2 and 3. A document with a
 * field that the mapping does not know is refused rather than indexed by guesswork. Translations
 * are kept for display, not indexed.
 */
public final class AddonIndex {
    /** The alias that applications search. */
    public static final String ALIAS = "addons";

    /** First and last word of every name in the fields {@code name_exact_sentinel…}. */
    static final String SENTINEL_START = "__start__";

    static final String SENTINEL_END = "__end__";

    /**
     * The add-ons' texts that are stored in every language, in the order in which documents hold
     * them.
     */
    static final List<String> TRANSLATED =
            List.of(
                    "name",
                    "summary",
                    "description",
                    "developer_comments",
                    "homepage",
                    "support_email",
                    "support_url");

    /** Applications by number; a version says for each with which of its versions it works. */
    static final List<Integer> APPLICATIONS = List.of(1, 61);

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private AddonIndex() {}

    /** Settings and mapping, the same at every call. */
    public static IndexDefinition definition() {
        return new IndexDefinition(ALIAS, settings(), mapping());
    }

    private static ObjectNode settings() {
        var settings = resource("settings.json");
        var analyzers = (ObjectNode) settings.at("/analysis/analyzer");
        for (var language : SearchLanguage.ALL) {
            analyzers
                    .putObject(language.analyzerWithoutStopWords())
                    .put("type", language.analyzer())
                    .put("stopwords", "_none_");
        }
        return settings;
    }

    private static ObjectNode mapping() {
        var mapping = resource("mapping.json");
        var properties = (ObjectNode) mapping.get("properties");
        for (var field : TRANSLATED) {
            properties
                    .putObject(field + "_translations")
                    .put("type", "object")
                    .put("enabled", false);
        }
        for (var language : SearchLanguage.ALL) {
            addFields(properties, language);
        }
        var applications =
                (ObjectNode)
                        properties.at("/current_version/properties/compatible_apps/properties");
        for (var application : APPLICATIONS) {
            applications.set(application.toString(), compatibility());
        }
        return mapping;
    }

    private static void addFields(ObjectNode properties, SearchLanguage language) {
        var name = text(properties, language.field("name"), language.analyzer());
        name.putObject("fields").set("raw", properties.at("/name/fields/raw").deepCopy());
        text(properties, language.field("summary"), language.analyzer());
        text(properties, language.field("description"), language.analyzer());
        text(
                properties,
                language.field("name_exact_sentinel"),
                language.analyzerWithoutStopWords());
    }

    private static ObjectNode text(ObjectNode properties, String field, String analyzer) {
        return properties.putObject(field).put("type", "text").put("analyzer", analyzer);
    }

    private static ObjectNode compatibility() {
        var compatibility = JSON.createObjectNode().put("type", "object");
        var properties = compatibility.putObject("properties");
        properties.putObject("min").put("type", "long");
        properties.putObject("max").put("type", "long");
        for (var field : List.of("min_human", "max_human")) {
            properties
                    .putObject(field)
                    .put("type", "keyword")
                    .put("index", false)
                    .put("doc_values", false);
        }
        return compatibility;
    }

    private static ObjectNode resource(String name) {
        try (var stream =
                Objects.requireNonNull(AddonIndex.class.getResourceAsStream(name), name)) {
            return (ObjectNode) JSON.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name, e);
        }
    }
}
