package org.addonsdata.addons.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.addonsdata.lifecycle.application.SearchQueries.Factor;
import org.addonsdata.lifecycle.application.SearchQueries.Found;
import tools.jackson.databind.JsonNode;

/** What a hit says of its add-on, and what the text's score of this add-on is multiplied by. */
final class FoundAddon {
    /** What a hit must bring along. */
    static final List<String> FIELDS =
            List.of(
                    "id",
                    "name",
                    "name_translations",
                    "slug",
                    "type",
                    "average_daily_users",
                    "is_experimental",
                    "ranking_bump");

    /** The weight of an add-on that is public and not experimental; hits are always public. */
    static final int ESTABLISHED = 4;

    private FoundAddon() {}

    /** The name is that of the language where there is one. */
    static Found read(JsonNode source, Optional<SearchLanguage> language) {
        var users = source.path("average_daily_users").asLong(0);
        return new Found(
                language.flatMap(spoken -> translated(source, spoken))
                        .orElseGet(() -> source.path("name").asString("")),
                source.path("slug").asString(""),
                AddonSearchQuery.typeName(source.path("type").asInt(0)),
                users,
                factors(source, users));
    }

    private static Optional<String> translated(JsonNode source, SearchLanguage language) {
        return source.path("name_translations").values().stream()
                .filter(name -> name.path("lang").asString("").equalsIgnoreCase(language.locale()))
                .map(name -> name.path("string").asString(""))
                .filter(name -> !name.isBlank())
                .findFirst();
    }

    /**
     * As the query's function_score has them; log2p is the common logarithm of the value plus 2.
     */
    private static List<Factor> factors(JsonNode source, long users) {
        var factors = new ArrayList<Factor>();
        factors.add(new Factor("daily users", Math.log10(users + 2.0)));
        if (!source.path("is_experimental").asBoolean(false)) {
            factors.add(new Factor("not experimental", ESTABLISHED));
        }
        var bump = source.path("ranking_bump").asDouble(1);
        if (bump != 1) {
            factors.add(new Factor("recommended or by Firefox", bump));
        }
        return factors;
    }
}
