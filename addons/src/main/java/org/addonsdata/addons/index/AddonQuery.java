package org.addonsdata.addons.index;

import java.util.Map;

/**
 * One of the queries behind the documents. The result is ordered by add-on: column 1 is its id,
 * column 2 the row's {@code modified}, the others follow. {@code STRAIGHT_JOIN} has the server walk
 * the add-ons by primary key and look the rest up, so that the order costs nothing. {@code FORCE
 * INDEX} keeps it from reading all of translations for each add-on, as MariaDB 11.4 chooses to
 * while its statistics are those of a table that has just been filled.
 *
 * @param modified when the row's content last changed
 * @param columns what else to read, empty for nothing
 * @param from the tables, the first of them {@code addons a}
 * @param where further conditions, empty for none
 * @param order of the rows of one add-on, empty where it does not matter
 */
record AddonQuery(String modified, String columns, String from, String where, String order) {
    static final AddonQuery ADDONS =
            new AddonQuery(
                    "a.modified",
                    """
                    a.guid, a.slug, a.addontype_id, a.status, a.defaultlocale, a.created, a.last_updated,
                    a.average_daily_users, a.weeklydownloads, a.bayesianrating, a.hotness, a.averagerating,
                    a.totalreviews, a.textreviewscount, a.contributions, a.requires_payment, a.experimental, a.inactive,
                    a.icontype, a.icon_hash\
                    """,
                    "addons a",
                    "",
                    "");

    static final AddonQuery VERSIONS =
            new AddonQuery(
                    "GREATEST(v.modified, COALESCE(f.modified, v.modified), COALESCE(l.modified, v.modified))",
                    """
                    v.id, v.version, COALESCE(f.approval_date, v.human_review_date),
                    f.id, f.created, f.filename, f.hash, f.is_mozilla_signed_extension, f.size, f.status,
                    f.strict_compatibility, f.permissions, f.optional_permissions, f.host_permissions,
                    l.id, l.builtin, l.url\
                    """,
                    """
                    addons a
                    JOIN versions v ON v.id = a.current_version
                    LEFT JOIN files f ON f.version_id = v.id
                    LEFT JOIN licenses l ON l.id = v.license_id\
                    """,
                    "",
                    "");

    /** Applications that the mapping does not know are left out. */
    static final AddonQuery COMPATIBILITY =
            new AddonQuery(
                    "c.modified",
                    "c.application_id, low.version_int, low.version, high.version_int, high.version",
                    """
                    addons a
                    JOIN applications_versions c ON c.version_id = a.current_version
                    JOIN appversions low ON low.id = c.min
                    JOIN appversions high ON high.id = c.max\
                    """,
                    "c.application_id IN (1, 61)",
                    "c.application_id");

    /** Owners and developers who want to be seen. */
    static final AddonQuery AUTHORS =
            new AddonQuery(
                    "b.modified",
                    "u.id, u.display_name, u.username",
                    """
                    addons a
                    JOIN addons_users b ON b.addon_id = a.id
                    JOIN users u ON u.id = b.user_id\
                    """,
                    "b.listed AND b.role IN (4, 5)",
                    "b.position, u.id");

    static final AddonQuery CATEGORIES =
            new AddonQuery(
                    "b.modified",
                    "b.category_id",
                    "addons a JOIN addons_categories b ON b.addon_id = a.id",
                    "",
                    "b.category_id");

    static final AddonQuery TAGS =
            new AddonQuery(
                    "b.modified",
                    "t.tag_text",
                    """
                    addons a
                    JOIN users_tags_addons b ON b.addon_id = a.id
                    JOIN tags t ON t.id = b.tag_id\
                    """,
                    "",
                    "t.tag_text");

    /**
     * Screenshots; how a static theme (type 10) looks depends on its version instead. In no order:
     * the server would sort texts of any length in files.
     */
    static final AddonQuery PREVIEWS =
            new AddonQuery(
                    "p.modified",
                    "p.id, p.position, p.sizes, p.colors",
                    "addons a JOIN previews p ON p.addon_id = a.id",
                    "a.addontype_id <> 10",
                    "");

    static final AddonQuery THEME_PREVIEWS =
            new AddonQuery(
                    "p.modified",
                    "p.id, p.position, p.sizes, p.colors",
                    "addons a JOIN version_previews p ON p.version_id = a.current_version",
                    "a.addontype_id = 10",
                    "");

    static final AddonQuery CAPTIONS =
            new AddonQuery(
                    "t.modified",
                    "t.locale, t.localized_string, p.id",
                    """
                    addons a
                    JOIN previews p ON p.addon_id = a.id
                    JOIN translations t FORCE INDEX (uq_translations_id_locale) ON t.id = p.caption\
                    """,
                    "a.addontype_id <> 10",
                    "");

    /**
     * A promotion counts once the current version is approved for it, or where the group asks for
     * no approval.
     */
    static final AddonQuery PROMOTIONS =
            new AddonQuery(
                    "GREATEST(b.modified, g.modified, COALESCE(v.modified, b.modified))",
                    "g.id, g.api_name, g.search_ranking_bump, b.application_id",
                    """
                    addons a
                    JOIN promoted_promotedaddon b ON b.addon_id = a.id
                    JOIN promoted_promotedgroup g ON g.id = b.promoted_group_id
                    LEFT JOIN promoted_promotedaddonversion v ON v.version_id = a.current_version
                        AND v.application_id = b.application_id AND v.promoted_group_id = b.promoted_group_id\
                    """,
                    "g.active AND (v.id IS NOT NULL OR NOT g.listed_pre_review)",
                    "g.id, b.application_id");

    static final AddonQuery EULA = presence("eula");
    static final AddonQuery PRIVACY_POLICY = presence("privacypolicy");

    static final AddonQuery RELEASE_NOTES =
            translations(
                    """
                    addons a
                    JOIN versions v ON v.id = a.current_version
                    JOIN translations t FORCE INDEX (uq_translations_id_locale) ON t.id = v.releasenotes\
                    """);

    static final AddonQuery LICENSE_NAMES =
            translations(
                    """
                    addons a
                    JOIN versions v ON v.id = a.current_version
                    JOIN licenses l ON l.id = v.license_id
                    JOIN translations t FORCE INDEX (uq_translations_id_locale) ON t.id = l.name\
                    """);

    /**
     * Columns of {@code addons} for fields of {@link AddonIndex#TRANSLATED} that are called
     * otherwise.
     */
    private static final Map<String, String> COLUMNS =
            Map.of(
                    "developer_comments",
                    "developercomments",
                    "support_email",
                    "supportemail",
                    "support_url",
                    "supporturl");

    /** The translations of a field of {@link AddonIndex#TRANSLATED}. */
    static AddonQuery texts(String field) {
        return translations("addons a " + joinTexts(COLUMNS.getOrDefault(field, field)));
    }

    /** Rows where there is a text that is not shown itself. */
    private static AddonQuery presence(String column) {
        return new AddonQuery(
                "t.modified", "", "addons a " + joinTexts(column), "t.localized_string <> ''", "");
    }

    private static String joinTexts(String column) {
        return "JOIN translations t FORCE INDEX (uq_translations_id_locale) ON t.id = a." + column;
    }

    private static AddonQuery translations(String from) {
        return new AddonQuery("t.modified", "t.locale, t.localized_string", from, "", "");
    }

    /** The rows themselves. */
    String rows(KeyCondition keys) {
        return "SELECT STRAIGHT_JOIN a.id, "
                + modified
                + (columns.isEmpty() ? "" : ", ")
                + columns
                + selection(keys)
                + " ORDER BY a.id"
                + (order.isEmpty() ? "" : ", ")
                + order;
    }

    /** One row for each add-on that has any: the greatest {@code modified} of its rows. */
    String stamps(KeyCondition keys) {
        return "SELECT STRAIGHT_JOIN a.id, MAX("
                + modified
                + ")"
                + selection(keys)
                + " GROUP BY a.id ORDER BY a.id";
    }

    private String selection(KeyCondition keys) {
        return " FROM " + from + " WHERE " + keys.sql() + (where.isEmpty() ? "" : " AND ") + where;
    }
}
