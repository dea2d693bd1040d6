package org.addonsdata.addons.index;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.addonsdata.core.concurrent.Closer;

/**
 * Everything the documents of some add-ons are made of: the result of every {@link AddonQuery},
 * side by side.
 */
final class AddonRows implements AutoCloseable {
    private static final List<AddonQuery> RELATED = relatedQueries();

    private final Closer closer = new Closer();
    private final Map<AddonQuery, Rows> results =
            LinkedHashMap.newLinkedHashMap(RELATED.size() + 1);

    private AddonRows() {}

    /** The rows themselves. */
    static AddonRows read(Connection connection, KeyCondition keys) throws SQLException {
        return open(connection, keys, AddonQuery::rows);
    }

    /** Only when they last changed. */
    static AddonRows readStamps(Connection connection, KeyCondition keys) throws SQLException {
        return open(connection, keys, AddonQuery::stamps);
    }

    private static AddonRows open(
            Connection connection,
            KeyCondition keys,
            BiFunction<AddonQuery, KeyCondition, String> sql)
            throws SQLException {
        var rows = new AddonRows();
        try {
            rows.query(connection, AddonQuery.ADDONS, sql.apply(AddonQuery.ADDONS, keys));
            for (var query : RELATED) {
                rows.query(connection, query, sql.apply(query, keys));
            }
            return rows;
        } catch (SQLException | RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    private void query(Connection connection, AddonQuery query, String sql) throws SQLException {
        results.put(query, closer.own(Rows.of(connection, sql)));
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

    @Override
    public void close() {
        closer.close();
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
