package org.addonsdata.addons.load;

import java.util.List;

/**
 * The tables that data is loaded into, with all their columns in the order in which rows are
 * written.
 */
public enum Table {
    TRANSLATIONS(
            "translations",
            "autoid id locale localized_string localized_string_clean created modified"),
    TRANSLATIONS_SEQ("translations_seq", "id"),
    CONFIG("config", "key value"),
    USERS(
            "users",
            "id username display_name email fxa_id auth_id averagerating biography homepage location "
                    + "occupation notes picture_type public deleted display_collections read_dev_agreement last_login "
                    + "banned last_login_ip basket_token created modified"),
    LICENSES("licenses", "id builtin name text url created modified"),
    ADDONS(
            "addons",
            "id guid slug defaultlocale addontype_id status icontype icon_hash averagerating bayesianrating "
                    + "totalreviews textreviewscount weeklydownloads hotness average_daily_users last_updated inactive "
                    + "target_locale contributions experimental reputation requires_payment current_version name "
                    + "summary description developercomments eula privacypolicy homepage supportemail supporturl "
                    + "created modified"),
    VERSIONS(
            "versions",
            "id addon_id version license_id releasenotes approvalnotes due_date human_review_date deleted "
                    + "source channel git_hash created modified"),
    FILES(
            "files",
            "id version_id filename size hash original_hash status datestatuschanged approval_date "
                    + "strict_compatibility is_signed is_experiment is_mozilla_signed_extension cert_serial_num "
                    + "manifest_version permissions optional_permissions host_permissions created modified"),
    ADDONS_USERS("addons_users", "id addon_id user_id role listed position created modified"),
    ADDONS_CATEGORIES("addons_categories", "id addon_id category_id created modified"),
    APPVERSIONS("appversions", "id application_id version version_int created modified"),
    APPLICATIONS_VERSIONS(
            "applications_versions", "id application_id version_id min max created modified"),
    PREVIEWS("previews", "id addon_id caption position sizes colors created modified"),
    VERSION_PREVIEWS(
            "version_previews", "id version_id caption position sizes colors created modified"),
    REVIEWS(
            "reviews",
            "id addon_id version_id user_id reply_to rating text_body ip_address deleted is_latest "
                    + "previous_count created modified"),
    REVIEWS_MODERATION_FLAGS(
            "reviews_moderation_flags",
            "id review_id user_id flag_name flag_notes created modified"),
    COLLECTIONS(
            "collections",
            "id uuid name slug description defaultlocale collection_type listed addon_count author_id created "
                    + "modified"),
    ADDONS_COLLECTIONS(
            "addons_collections",
            "id addon_id collection_id comments user_id ordering created modified"),
    TAGS("tags", "id tag_text num_addons created modified"),
    USERS_TAGS_ADDONS("users_tags_addons", "id tag_id addon_id created modified"),
    PROMOTED_PROMOTEDGROUP(
            "promoted_promotedgroup",
            "id name api_name search_ranking_bump listed_pre_review unlisted_pre_review admin_review badged "
                    + "can_primary_hero immediate_approval flag_for_human_review "
                    + "can_be_compatible_with_all_fenix_versions high_profile high_profile_rating active created "
                    + "modified"),
    PROMOTED_PROMOTEDADDON(
            "promoted_promotedaddon",
            "id promoted_group_id addon_id application_id created modified"),
    PROMOTED_PROMOTEDADDONVERSION(
            "promoted_promotedaddonversion",
            "id promoted_group_id version_id application_id created modified"),
    ADDONS_REUSEDGUID("addons_reusedguid", "id addon_id guid hashed_guid created modified"),
    DENIED_GUIDS("denied_guids", "id guid comments created modified"),
    ADDONS_DENIED_SLUG("addons_denied_slug", "id name created modified"),
    BLOCKS("blocks", "id guid min_version max_version url reason updated_by_id created modified"),
    LOG_ACTIVITY("log_activity", "id user_id action arguments details created modified");

    private final String table;
    private final String columns;
    private final int columnCount;

    Table(String table, String columns) {
        this.table = table;
        this.columns = columns;
        this.columnCount = columns().size();
    }

    /** The name in the database. */
    public String table() {
        return table;
    }

    /** All columns, in the order of a row's values. */
    public List<String> columns() {
        return List.of(columns.split(" ", -1));
    }

    int columnCount() {
        return columnCount;
    }
}
