package org.addonsdata.addons.index;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.lifecycle.application.SearchQueries;
import org.addonsdata.lifecycle.application.SearchQueries.Clause;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A search as the site does it: public add-ons that match the words, ranked as {@code
 * docs/data-model.md} says. The text's score is the sum of the clauses that match; it is multiplied
 * by log2p(average_daily_users), by 4 when the add-on is public and not experimental, and by {@code
 * ranking_bump}, which is 5 for recommended add-ons and those by Firefox. Equal scores come in the
 * order of ids.
 *
 * <p>Filters are the application and the type. The language filters nothing: it says in whose
 * fields to look as well.
 */
public final class AddonSearchQuery implements SearchQueries.Query {
    private static final int APPROVED = 4;
    private static final int TRIGRAMS_BELOW_CHARACTERS = 20;
    private static final Map<String, Integer> APPLICATIONS = applications();
    private static final Map<String, Integer> TYPES = types();
    private static final JsonNodeFactory JSON = JsonMapper.shared().getNodeFactory();

    private final String words;
    private final Optional<Integer> application;
    private final Optional<SearchLanguage> language;
    private final Optional<Integer> type;

    private AddonSearchQuery(
            String words,
            Optional<Integer> application,
            Optional<SearchLanguage> language,
            Optional<Integer> type) {
        this.words = words;
        this.application = application;
        this.language = language;
        this.type = type;
    }

    /**
     * A search for words; none, or spaces only, finds every public add-on. The application is
     * {@code firefox} or {@code android}, the type {@code extension}, {@code dictionary}, {@code
     * language} or {@code theme}. A language whose texts have no fields of their own searches as if
     * there were none.
     *
     * @throws DataException {@link ErrorCode#USAGE} for another application or type
     */
    public static AddonSearchQuery of(SearchQueries.Wanted wanted) {
        return new AddonSearchQuery(
                wanted.words().strip(),
                wanted.application().map(name -> number("application", name, APPLICATIONS)),
                wanted.language().flatMap(SearchLanguage::find),
                wanted.type().map(name -> number("type of add-on", name, TYPES)));
    }

    /** The names that {@link #of} takes for an application. */
    public static List<String> applicationNames() {
        return List.copyOf(APPLICATIONS.keySet());
    }

    /** The names that {@link #of} takes for a type. */
    public static List<String> typeNames() {
        return List.copyOf(TYPES.keySet());
    }

    @Override
    public ObjectNode request(int size) {
        var body = JSON.objectNode().put("size", size).put("track_scores", true);
        body.set("query", scored());
        body.putArray("sort").add("_score").add(JSON.objectNode().put("id", "asc"));
        var source = body.putArray("_source");
        FoundAddon.FIELDS.forEach(source::add);
        return body;
    }

    @Override
    public SearchQueries.Found read(JsonNode source) {
        return FoundAddon.read(source, language);
    }

    private ObjectNode scored() {
        var scored = JSON.objectNode();
        scored.set("query", matching());
        var functions = scored.putArray("functions");
        functions
                .addObject()
                .putObject("field_value_factor")
                .put("field", "average_daily_users")
                .put("modifier", "log2p")
                .put("missing", 0);
        var established = functions.addObject().put("weight", FoundAddon.ESTABLISHED);
        established
                .putObject("filter")
                .putObject("bool")
                .putArray("filter")
                .add(equal("status", APPROVED))
                .add(equal("is_disabled", false))
                .add(equal("is_experimental", false));
        functions
                .addObject()
                .putObject("field_value_factor")
                .put("field", "ranking_bump")
                .put("missing", 1);
        scored.put("score_mode", "multiply").put("boost_mode", "multiply");
        return JSON.objectNode().set("function_score", scored);
    }

    private ObjectNode matching() {
        var bool = JSON.objectNode();
        bool.set("filter", filters());
        if (words.isEmpty()) {
            bool.putArray("must").addObject().putObject("match_all");
        } else {
            var should = bool.putArray("should");
            clauses().forEach(clause -> should.add(clause.query()));
            bool.put("minimum_should_match", 1);
        }
        return JSON.objectNode().set("bool", bool);
    }

    private ArrayNode filters() {
        var filters =
                JSON.arrayNode()
                        .add(equal("status", APPROVED))
                        .add(equal("is_disabled", false))
                        .add(wrap("exists", JSON.objectNode().put("field", "current_version.id")));
        application.ifPresent(number -> filters.add(equal("app", number)));
        type.ifPresent(number -> filters.add(equal("type", number)));
        return filters;
    }

    @Override
    public List<Clause> clauses() {
        if (words.isEmpty()) {
            return List.of();
        }
        var clauses = new ArrayList<Clause>();
        add(clauses, "exact name", best(withLanguage("name", field -> term(field + ".raw", 100))));
        add(
                clauses,
                "whole name",
                best(
                        withLanguage(
                                "name_exact_sentinel",
                                field -> phrase(field, sentinelled(), 0, 50))));
        add(clauses, "phrase in the name", phrase("name", words, 1, 8));
        add(clauses, "words of the name", allWords("name", 6));
        language.ifPresent(spoken ->
                add(clauses, "words of the translated name", allWords(spoken.field("name"), 5)));
        if (words.codePointCount(0, words.length()) < TRIGRAMS_BELOW_CHARACTERS) {
            add(clauses, "similar name", best(List.of(trigrams(), fuzzy())));
        }
        add(clauses, "beginning of a word", prefix());
        add(clauses, "summary", best(withLanguage("summary", field -> allWords(field, 3))));
        add(clauses, "description", best(withLanguage("description", field -> allWords(field, 2))));
        return clauses;
    }

    private static void add(List<Clause> clauses, String name, ObjectNode query) {
        clauses.add(new Clause(name, query));
    }

    private List<ObjectNode> withLanguage(
            String field, java.util.function.Function<String, ObjectNode> clause) {
        var clauses = new ArrayList<ObjectNode>();
        clauses.add(clause.apply(field));
        language.ifPresent(spoken -> clauses.add(clause.apply(spoken.field(field))));
        return clauses;
    }

    private String sentinelled() {
        return AddonIndex.SENTINEL_START + ' ' + words + ' ' + AddonIndex.SENTINEL_END;
    }

    private ObjectNode allWords(String field, int boost) {
        var options =
                JSON.objectNode().put("query", words).put("operator", "and").put("boost", boost);
        if (field.equals("name")) {
            // The index splits the words of names; a word of the query must then match as the user
            // typed it.
            options.put("analyzer", "standard");
        }
        return wrap("match", JSON.objectNode().set(field, options));
    }

    private ObjectNode prefix() {
        var options =
                JSON.objectNode().put("value", words.toLowerCase(Locale.ROOT)).put("boost", 3);
        return wrap("prefix", JSON.objectNode().set("name", options));
    }

    private ObjectNode trigrams() {
        var options =
                JSON.objectNode()
                        .put("query", words)
                        .put("minimum_should_match", "66%")
                        .put("boost", 4);
        return wrap("match", JSON.objectNode().set("name.trigrams", options));
    }

    private ObjectNode fuzzy() {
        var options =
                JSON.objectNode()
                        .put("query", words)
                        .put("analyzer", "standard")
                        .put("operator", "and")
                        .put("fuzziness", "AUTO")
                        .put("prefix_length", 2)
                        .put("boost", 4);
        return wrap("match", JSON.objectNode().set("name", options));
    }

    private static ObjectNode phrase(String field, String text, int slop, int boost) {
        var options = JSON.objectNode().put("query", text).put("slop", slop).put("boost", boost);
        return wrap("match_phrase", JSON.objectNode().set(field, options));
    }

    private static ObjectNode best(List<ObjectNode> clauses) {
        if (clauses.size() == 1) {
            return clauses.getFirst();
        }
        var best = JSON.objectNode();
        best.putArray("queries").addAll(clauses);
        return wrap("dis_max", best);
    }

    private ObjectNode term(String field, int boost) {
        var options = JSON.objectNode().put("value", words).put("boost", boost);
        return wrap("term", JSON.objectNode().set(field, options));
    }

    private static ObjectNode equal(String field, int value) {
        return wrap("term", JSON.objectNode().put(field, value));
    }

    private static ObjectNode equal(String field, boolean value) {
        return wrap("term", JSON.objectNode().put(field, value));
    }

    private static ObjectNode wrap(String kind, ObjectNode options) {
        return JSON.objectNode().set(kind, options);
    }

    private static int number(String what, String name, Map<String, Integer> numbers) {
        var number = numbers.get(name.toLowerCase(Locale.ROOT));
        if (number == null) {
            throw DataException.of(
                            ErrorCode.USAGE, "there is no " + what + " called '" + name + "'")
                    .withHint("it is one of " + String.join(", ", numbers.keySet()));
        }
        return number;
    }

    /** The name of a type's number, such as {@code theme}; the number itself for an unknown one. */
    static String typeName(int type) {
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getValue() == type)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> Integer.toString(type));
    }

    private static Map<String, Integer> applications() {
        var applications = new LinkedHashMap<String, Integer>();
        applications.put("firefox", 1);
        applications.put("android", 61);
        return applications;
    }

    private static Map<String, Integer> types() {
        var types = new LinkedHashMap<String, Integer>();
        types.put("extension", 1);
        types.put("dictionary", 3);
        types.put("language", 5);
        types.put("theme", 10);
        return types;
    }
}
