package org.addonsdata.addons.index;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.addonsdata.snapshot.wire.RowSource;

/**
 * Everything the documents of some add-ons are made of: the result of every {@link AddonQuery},
 * side by side. Used again for the next add-ons, with the memory it has.
 */
final class AddonRows {
    private static final List<AddonQuery> RELATED = relatedQueries();

    private final Map<AddonQuery, Rows> results =
            LinkedHashMap.newLinkedHashMap(RELATED.size() + 1);

    AddonRows() {
        results.put(AddonQuery.ADDONS, new Rows());
        RELATED.forEach(query -> results.put(query, new Rows()));
    }

    /** Reads the rows themselves. */
    void read(RowSource source, KeyCondition keys) throws SQLException, InterruptedException {
        read(source, query -> query.rows(keys));
    }

    /** Reads only when they last changed. */
    void readStamps(RowSource source, KeyCondition keys) throws SQLException, InterruptedException {
        read(source, query -> query.stamps(keys));
    }

    private void read(RowSource source, Function<AddonQuery, String> sql)
            throws SQLException, InterruptedException {
        for (var result : results.entrySet()) {
            result.getValue().read(source, sql.apply(result.getKey()));
        }
    }

    /** The add-ons, one row each. */
    Rows addons() {
        return of(AddonQuery.ADDONS);
    }

    /** The rows of any query of {@link AddonQuery}. */
    Rows of(AddonQuery query) {
        return Objects.requireNonNull(results.get(query));
    }

    /** All results but the add-ons themselves. */
    List<Rows> related() {
        return RELATED.stream().map(this::of).toList();
    }

    private static List<AddonQuery> relatedQueries() {
        var queries =
                new ArrayList<>(
                        List.of(
                                AddonQuery.VERSIONS,
                                AddonQuery.COMPATIBILITY,
                                AddonQuery.AUTHORS,
                                AddonQuery.CATEGORIES,
                                AddonQuery.TAGS,
                                AddonQuery.PREVIEWS,
                                AddonQuery.THEME_PREVIEWS,
                                AddonQuery.CAPTIONS,
                                AddonQuery.PROMOTIONS,
                                AddonQuery.EULA,
                                AddonQuery.PRIVACY_POLICY,
                                AddonQuery.RELEASE_NOTES,
                                AddonQuery.LICENSE_NAMES));
        AddonIndex.TRANSLATED.forEach(field -> queries.add(AddonQuery.texts(field)));
        return List.copyOf(queries);
    }
}
