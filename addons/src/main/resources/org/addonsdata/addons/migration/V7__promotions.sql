-- Groups of promoted add-ons, who is in them by application, and the versions approved for them.

CREATE TABLE promoted_promotedgroup (
    id SMALLINT UNSIGNED NOT NULL,
    name VARCHAR(255) NOT NULL,
    api_name VARCHAR(100) NOT NULL,
    search_ranking_bump DOUBLE NOT NULL DEFAULT 0,
    listed_pre_review BOOL NOT NULL DEFAULT FALSE,
    unlisted_pre_review BOOL NOT NULL DEFAULT FALSE,
    admin_review BOOL NOT NULL DEFAULT FALSE,
    badged BOOL NOT NULL DEFAULT FALSE,
    can_primary_hero BOOL NOT NULL DEFAULT FALSE,
    immediate_approval BOOL NOT NULL DEFAULT FALSE,
    flag_for_human_review BOOL NOT NULL DEFAULT FALSE,
    can_be_compatible_with_all_fenix_versions BOOL NOT NULL DEFAULT FALSE,
    high_profile BOOL NOT NULL DEFAULT FALSE,
    high_profile_rating BOOL NOT NULL DEFAULT FALSE,
    active BOOL NOT NULL DEFAULT TRUE,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_promoted_promotedgroup_api_name (api_name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE promoted_promotedaddon (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    promoted_group_id SMALLINT UNSIGNED NOT NULL,
    addon_id INT UNSIGNED NOT NULL,
    application_id SMALLINT UNSIGNED NOT NULL,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_promoted_promotedaddon (addon_id, application_id, promoted_group_id),
    KEY ix_promoted_promotedaddon_group (promoted_group_id),
    CONSTRAINT fk_promotedaddon_group
        FOREIGN KEY (promoted_group_id) REFERENCES promoted_promotedgroup (id),
    CONSTRAINT fk_promotedaddon_addon
        FOREIGN KEY (addon_id) REFERENCES addons (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE promoted_promotedaddonversion (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    promoted_group_id SMALLINT UNSIGNED NOT NULL,
    version_id INT UNSIGNED NOT NULL,
    application_id SMALLINT UNSIGNED NOT NULL,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_promoted_promotedaddonversion (version_id, application_id, promoted_group_id),
    KEY ix_promoted_promotedaddonversion_group (promoted_group_id),
    CONSTRAINT fk_promotedaddonversion_group
        FOREIGN KEY (promoted_group_id) REFERENCES promoted_promotedgroup (id),
    CONSTRAINT fk_promotedaddonversion_version
        FOREIGN KEY (version_id) REFERENCES versions (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
