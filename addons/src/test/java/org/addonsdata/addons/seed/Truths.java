package org.addonsdata.addons.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.addonsdata.addons.servers.Server;

/** What must hold of every seeded schema: each query counts the rows that break a rule. */
final class Truths {
    private Truths() {}

    static void check(Server server, String schema) throws SQLException {
        foreignKeys(server, schema);
        for (var rule : rules().entrySet()) {
            assertThat(server.number(schema, "SELECT COUNT(*) FROM " + rule.getValue()))
                    .as(rule.getKey())
                    .isZero();
        }
    }

    private static void foreignKeys(Server server, String schema) throws SQLException {
        var keys =
                server.query(
                        schema,
                        """
                        SELECT CONCAT(table_name, ' ', column_name, ' ', referenced_table_name, ' ', referenced_column_name)
                        FROM information_schema.key_column_usage
                        WHERE table_schema = DATABASE() AND referenced_table_name IS NOT NULL\
                        """);
        assertThat(keys).hasSize(31);
        for (var key : keys) {
            var part = key.split(" ");
            assertThat(
                            server.number(
                                    schema,
                                    "SELECT COUNT(*) FROM `%s` c LEFT JOIN `%s` p ON p.`%s` = c.`%s` WHERE c.`%s` IS NOT NULL AND p.`%s` IS NULL"
                                            .formatted(
                                                    part[0], part[2], part[3], part[1], part[1],
                                                    part[3])))
                    .as(key)
                    .isZero();
        }
    }

    private static Map<String, String> rules() {
        var rules = new LinkedHashMap<String, String>();
        rules.put(
                "texts exist for every id",
                "("
                        + translated()
                        + ") t LEFT JOIN translations x ON x.id = t.id"
                        + " WHERE x.id IS NULL");
        rules.put(
                "texts belong to somebody",
                "translations x LEFT JOIN ("
                        + translated()
                        + ") t ON t.id = x.id"
                        + " WHERE t.id IS NULL");
        rules.put(
                "texts belong to one only",
                "(SELECT id FROM (" + translated() + ") t GROUP BY id HAVING COUNT(*) > 1) d");
        rules.put(
                "the last translation is recorded",
                "translations_seq WHERE id <> (SELECT MAX(id) FROM translations)");
        rules.put(
                "names are there in the default locale",
                "addons a WHERE NOT EXISTS (SELECT 1 FROM translations x WHERE x.id = a.name AND x.locale = a.defaultlocale)");
        rules.put(
                "names and summaries are short enough",
                "addons a JOIN translations x ON x.id IN (a.name, a.summary)"
                        + " WHERE CHAR_LENGTH(x.localized_string) > IF(x.id = a.name, 50, 250)");
        rules.put(
                "the current version belongs to its add-on and can be had",
                """
                addons a JOIN versions v ON v.id = a.current_version LEFT JOIN files f ON f.version_id = v.id
                WHERE v.addon_id <> a.id OR v.deleted OR v.channel <> 2 OR f.status IS NULL OR f.status NOT IN (1, 4)\
                """);
        rules.put(
                "approved add-ons have an approved current version",
                """
                addons a LEFT JOIN files f ON f.version_id = a.current_version
                WHERE a.status = 4 AND (f.status IS NULL OR f.status <> 4)\
                """);
        rules.put(
                "versions have a file",
                "versions v LEFT JOIN files f ON f.version_id = v.id WHERE f.id IS NULL");
        rules.put(
                "versions work with an application",
                "versions v WHERE NOT EXISTS (SELECT 1 FROM applications_versions x WHERE x.version_id = v.id)");
        rules.put(
                "least comes before greatest",
                """
                applications_versions x JOIN appversions l ON l.id = x.min JOIN appversions g ON g.id = x.max
                WHERE l.version_int > g.version_int OR l.application_id <> x.application_id
                OR g.application_id <> x.application_id\
                """);
        rules.put(
                "hashes look like one",
                "files WHERE hash NOT REGEXP '^sha256:[0-9a-f]{64}$' OR original_hash NOT REGEXP '^sha256:[0-9a-f]{64}$'");
        rules.put(
                "add-ons have an owner",
                "addons a WHERE NOT EXISTS (SELECT 1 FROM addons_users u WHERE u.addon_id = a.id AND u.role = 5)");
        rules.put(
                "add-ons have at most two categories and twenty tags",
                """
                addons a WHERE (SELECT COUNT(*) FROM addons_categories c WHERE c.addon_id = a.id) > 2
                OR (SELECT COUNT(*) FROM users_tags_addons t WHERE t.addon_id = a.id) > 20\
                """);
        rules.put(
                "guids and slugs have their form",
                """
                addons WHERE status <> 11 AND (slug NOT REGEXP '^[a-z0-9_-]{1,30}$' OR (guid NOT REGEXP
                '^[{][0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}[}]$' AND guid NOT REGEXP
                '^[a-zA-Z0-9._-]*@[a-zA-Z0-9._-]+$'))\
                """);
        rules.put(
                "deleted add-ons have given up guid, slug and versions",
                """
                addons a WHERE a.status = 11 AND (a.guid IS NOT NULL OR a.slug IS NOT NULL
                OR a.current_version IS NOT NULL
                OR EXISTS (SELECT 1 FROM versions v WHERE v.addon_id = a.id AND NOT v.deleted)
                OR NOT EXISTS (SELECT 1 FROM addons_reusedguid r WHERE r.addon_id = a.id))\
                """);
        ratings(rules);
        rules.put(
                "tags are counted",
                "tags t WHERE num_addons <> (SELECT COUNT(*) FROM users_tags_addons x WHERE x.tag_id = t.id)");
        rules.put(
                "collections are counted",
                "collections c WHERE addon_count <> (SELECT COUNT(*) FROM addons_collections x WHERE x.collection_id = c.id)");
        rules.put(
                "promoted add-ons have an approved version",
                """
                promoted_promotedaddon p JOIN addons a ON a.id = p.addon_id WHERE NOT EXISTS (
                SELECT 1 FROM promoted_promotedaddonversion v WHERE v.version_id = a.current_version
                AND v.promoted_group_id = p.promoted_group_id AND v.application_id = p.application_id)\
                """);
        rules.put(
                "nothing is from the future",
                "addons WHERE created > '2026-11-01' OR last_updated > '2026-11-01'");
        return rules;
    }

    private static void ratings(Map<String, String> rules) {
        var counted =
                "(SELECT a.id, a.totalreviews, a.textreviewscount, a.averagerating, COUNT(r.id) n,"
                        + " COUNT(r.text_body) t, ROUND(AVG(r.rating), 4) average FROM addons a LEFT JOIN reviews r"
                        + " ON r.addon_id = a.id AND r.is_latest AND NOT r.deleted AND r.reply_to IS NULL"
                        + " GROUP BY a.id, a.totalreviews, a.textreviewscount, a.averagerating) x ";
        rules.put(
                "reviews are counted",
                counted + "WHERE n <> totalreviews OR t <> textreviewscount");
        rules.put(
                "ratings are averaged",
                counted
                        + "WHERE (n = 0) <> (averagerating IS NULL) OR ABS(average - averagerating) > 0.00011");
        rules.put(
                "bayesian ratings are between 0 and 5",
                "addons WHERE bayesianrating NOT BETWEEN 0 AND 5"
                        + " OR (totalreviews = 0) <> (bayesianrating = 0)");
        rules.put(
                "reviews are of a version of their add-on",
                "reviews r JOIN versions v ON v.id = r.version_id WHERE v.addon_id <> r.addon_id");
        rules.put(
                "users have one latest review of an add-on",
                "(SELECT addon_id, user_id FROM reviews"
                        + " WHERE is_latest AND reply_to IS NULL GROUP BY addon_id, user_id HAVING COUNT(*) > 1) d");
        rules.put(
                "earlier reviews are counted",
                "reviews r WHERE is_latest AND previous_count <> (SELECT COUNT(*)"
                        + " FROM reviews p WHERE p.addon_id = r.addon_id AND p.user_id = r.user_id AND NOT p.is_latest)");
        rules.put(
                "developers' ratings are the average of their add-ons",
                """
                (SELECT u.id, u.averagerating, AVG(a.averagerating) average FROM users u
                JOIN addons_users x ON x.user_id = u.id JOIN addons a ON a.id = x.addon_id
                GROUP BY u.id, u.averagerating) y
                WHERE (average IS NULL OR average = 0) <> (averagerating IS NULL) OR ABS(average - averagerating) > 0.0002\
                """);
    }

    private static String translated() {
        var selects = new StringBuilder();
        for (var column :
                new String[] {
                    "addons.name",
                    "addons.summary",
                    "addons.description",
                    "addons.developercomments",
                    "addons.eula",
                    "addons.privacypolicy",
                    "addons.homepage",
                    "addons.supportemail",
                    "addons.supporturl",
                    "versions.releasenotes",
                    "previews.caption",
                    "version_previews.caption",
                    "collections.name",
                    "collections.description",
                    "addons_collections.comments",
                    "licenses.name",
                    "licenses.text"
                }) {
            var part = column.split("\\.");
            selects.append(selects.isEmpty() ? "" : " UNION ALL ")
                    .append(
                            "SELECT "
                                    + part[1]
                                    + " AS id FROM "
                                    + part[0]
                                    + " WHERE "
                                    + part[1]
                                    + " IS NOT NULL");
        }
        return selects.toString();
    }
}
