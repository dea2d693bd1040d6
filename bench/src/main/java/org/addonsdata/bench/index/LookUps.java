package org.addonsdata.bench.index;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The queries that addons-server makes for each add-on, beyond those for its chunk: when a document
 * is extracted, the translations of its version, of its version's license and of its previews are
 * looked up, each by a query of its own where there are any ({@code attach_trans_dict} in {@code
 * AddonIndexer.extract_document} and {@code extract_version}).
 */
final class LookUps {
    private final Connection connection;
    private long queries;

    LookUps(Connection connection) {
        this.connection = connection;
    }

    /** Those of one add-on: ids of translations, by what they are of. */
    private record Wanted(List<Long> notes, List<Long> license, List<Long> captions) {
        Wanted() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** Makes the queries of every add-on of a chunk. */
    void of(List<Long> addons) throws SQLException {
        var wanted = wanted(addons);
        for (var addon : addons) {
            var one = wanted.getOrDefault(addon, new Wanted());
            lookUp(one.notes());
            lookUp(one.license());
            lookUp(one.captions());
        }
    }

    /** How many there were. */
    long queries() {
        return queries;
    }

    private Map<Long, Wanted> wanted(List<Long> addons) throws SQLException {
        var wanted = new HashMap<Long, Wanted>();
        var keys = addons.stream().map(String::valueOf).collect(Collectors.joining(", "));
        try (var statement = connection.createStatement()) {
            try (var rows =
                    statement.executeQuery(
                            """
                            SELECT a.id, v.releasenotes, l.name, l.text FROM addons a
                            JOIN versions v ON v.id = a.current_version
                            LEFT JOIN licenses l ON l.id = v.license_id
                            WHERE a.id IN (%s)\
                            """
                                    .formatted(keys))) {
                while (rows.next()) {
                    var one = wanted.computeIfAbsent(rows.getLong(1), _ -> new Wanted());
                    add(one.notes(), rows.getLong(2));
                    add(one.license(), rows.getLong(3));
                    add(one.license(), rows.getLong(4));
                }
            }
            try (var rows =
                    statement.executeQuery(
                            """
                            SELECT a.id, p.caption FROM addons a
                            JOIN previews p ON p.addon_id = a.id
                            WHERE a.addontype_id <> 10 AND p.caption IS NOT NULL AND a.id IN (%s)\
                            """
                                    .formatted(keys))) {
                while (rows.next()) {
                    var one = wanted.computeIfAbsent(rows.getLong(1), _ -> new Wanted());
                    add(one.captions(), rows.getLong(2));
                }
            }
        }
        return wanted;
    }

    private static void add(List<Long> ids, long id) {
        if (id != 0) {
            ids.add(id);
        }
    }

    private void lookUp(List<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        queries++;
        var list = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                SELECT autoid, id, locale, localized_string, localized_string_clean,
                                    created, modified
                                FROM translations WHERE id IN (%s) AND localized_string IS NOT NULL\
                                """
                                        .formatted(list))) {
            while (rows.next()) {
                rows.getBytes(4);
            }
        }
    }
}
