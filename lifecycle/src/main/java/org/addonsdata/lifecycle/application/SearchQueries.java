package org.addonsdata.lifecycle.application;

import java.util.List;
import java.util.Optional;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How the application's users search its index: what is asked, and what a hit says. */
public interface SearchQueries {
    /**
     * The search for what is wanted.
     *
     * @throws DataException with {@link ErrorCode#USAGE} for an application or type there is not
     */
    Query query(Wanted wanted);

    /**
     * What a person looks for.
     *
     * @param words none, or spaces only, find everything public
     * @param application for which the hits must work, such as {@code firefox}
     * @param language in whose texts to look as well, such as {@code fr}
     * @param type of the hits, such as {@code theme}
     */
    record Wanted(
            String words,
            Optional<String> application,
            Optional<String> language,
            Optional<String> type) {}

    /**
     * One search. A hit's score is the product of its factors and of the text's score, which is the
     * sum of the clauses that match; where there are none it is 1.
     */
    interface Query {
        /**
         * The body of a {@code _search} request.
         *
         * @param size how many hits at most
         */
        ObjectNode request(int size);

        /** The strongest first; none when everything is found. */
        List<Clause> clauses();

        /** What a person wants to know of a hit, from its {@code _source}. */
        Found read(JsonNode source);
    }

    /**
     * One way in which the words can match.
     *
     * @param name as people read it, such as {@code "exact name"}
     * @param query in the query language of the server
     */
    record Clause(String name, ObjectNode query) {}

    /** What was found. */
    record Found(String name, String slug, String type, long users, List<Factor> factors) {}

    /** What the text's score is multiplied by, and why. */
    record Factor(String reason, double value) {}
}
