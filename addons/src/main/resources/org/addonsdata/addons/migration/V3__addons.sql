-- Add-ons, their versions and files, and what belongs to them.

CREATE TABLE licenses (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    builtin SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    name INT UNSIGNED NULL,
    text INT UNSIGNED NULL,
    url VARCHAR(200) NULL,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_licenses_name (name),
    UNIQUE KEY uq_licenses_text (text),
    KEY ix_licenses_builtin (builtin)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- Add-ons and versions name each other; the checks come back on once both are there.
SET foreign_key_checks = 0;

CREATE TABLE addons (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    guid VARCHAR(255) NULL,
    slug VARCHAR(30) NULL,
    defaultlocale VARCHAR(10) NOT NULL DEFAULT 'en-US',
    addontype_id TINYINT UNSIGNED NOT NULL DEFAULT 1,
    status TINYINT UNSIGNED NOT NULL DEFAULT 0,
    icontype VARCHAR(25) NOT NULL DEFAULT '',
    icon_hash VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    averagerating DOUBLE NULL,
    bayesianrating DOUBLE NOT NULL DEFAULT 0,
    totalreviews INT UNSIGNED NOT NULL DEFAULT 0,
    textreviewscount INT UNSIGNED NOT NULL DEFAULT 0,
    weeklydownloads INT UNSIGNED NOT NULL DEFAULT 0,
    hotness DOUBLE NOT NULL DEFAULT 0,
    average_daily_users INT UNSIGNED NOT NULL DEFAULT 0,
    last_updated DATETIME(6) NULL,
    inactive BOOL NOT NULL DEFAULT FALSE,
    target_locale VARCHAR(255) NULL,
    contributions VARCHAR(255) NOT NULL DEFAULT '',
    experimental BOOL NOT NULL DEFAULT FALSE,
    reputation SMALLINT NOT NULL DEFAULT 0,
    requires_payment BOOL NOT NULL DEFAULT FALSE,
    current_version INT UNSIGNED NULL,
    name INT UNSIGNED NULL,
    summary INT UNSIGNED NULL,
    description INT UNSIGNED NULL,
    developercomments INT UNSIGNED NULL,
    eula INT UNSIGNED NULL,
    privacypolicy INT UNSIGNED NULL,
    homepage INT UNSIGNED NULL,
    supportemail INT UNSIGNED NULL,
    supporturl INT UNSIGNED NULL,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_addons_guid (guid),
    UNIQUE KEY uq_addons_slug (slug),
    UNIQUE KEY uq_addons_name (name),
    UNIQUE KEY uq_addons_summary (summary),
    UNIQUE KEY uq_addons_description (description),
    UNIQUE KEY uq_addons_developercomments (developercomments),
    UNIQUE KEY uq_addons_eula (eula),
    UNIQUE KEY uq_addons_privacypolicy (privacypolicy),
    UNIQUE KEY uq_addons_homepage (homepage),
    UNIQUE KEY uq_addons_supportemail (supportemail),
    UNIQUE KEY uq_addons_supporturl (supporturl),
    KEY ix_addons_bayesianrating (bayesianrating),
    KEY ix_addons_type_bayesianrating (addontype_id, bayesianrating),
    KEY ix_addons_weeklydownloads (weeklydownloads),
    KEY ix_addons_type_weeklydownloads (addontype_id, weeklydownloads),
    KEY ix_addons_hotness (hotness),
    KEY ix_addons_type_hotness (addontype_id, hotness),
    KEY ix_addons_average_daily_users (average_daily_users),
    KEY ix_addons_type_average_daily_users (addontype_id, average_daily_users),
    KEY ix_addons_last_updated (last_updated),
    KEY ix_addons_type_last_updated (addontype_id, last_updated),
    KEY ix_addons_created (created),
    KEY ix_addons_type_created (addontype_id, created),
    KEY ix_addons_modified (modified),
    KEY ix_addons_type_modified (addontype_id, modified),
    KEY ix_addons_status (status),
    KEY ix_addons_target_locale (target_locale),
    KEY ix_addons_type_status_inactive (addontype_id, status, inactive),
    KEY ix_addons_current_version (current_version),
    CONSTRAINT fk_addons_current_version
        FOREIGN KEY (current_version) REFERENCES versions (id) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE versions (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    addon_id INT UNSIGNED NOT NULL,
    version VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    license_id INT UNSIGNED NULL,
    releasenotes INT UNSIGNED NULL,
    approvalnotes LONGTEXT NULL,
    due_date DATETIME(6) NULL,
    human_review_date DATETIME(6) NULL,
    deleted BOOL NOT NULL DEFAULT FALSE,
    source VARCHAR(255) NULL,
    channel TINYINT UNSIGNED NOT NULL DEFAULT 2,
    git_hash VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_versions_addon_id_version (addon_id, version),
    UNIQUE KEY uq_versions_releasenotes (releasenotes),
    KEY ix_versions_license_id (license_id),
    KEY ix_versions_due_date (due_date),
    KEY ix_versions_created (created),
    CONSTRAINT fk_versions_addon
        FOREIGN KEY (addon_id) REFERENCES addons (id) ON DELETE CASCADE,
    CONSTRAINT fk_versions_license
        FOREIGN KEY (license_id) REFERENCES licenses (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

SET foreign_key_checks = 1;

CREATE TABLE files (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    version_id INT UNSIGNED NOT NULL,
    filename VARCHAR(255) NOT NULL DEFAULT '',
    size BIGINT UNSIGNED NOT NULL DEFAULT 0,
    hash VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    original_hash VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    status TINYINT UNSIGNED NOT NULL DEFAULT 1,
    datestatuschanged DATETIME(6) NULL,
    approval_date DATETIME(6) NULL,
    strict_compatibility BOOL NOT NULL DEFAULT FALSE,
    is_signed BOOL NOT NULL DEFAULT FALSE,
    is_experiment BOOL NOT NULL DEFAULT FALSE,
    is_mozilla_signed_extension BOOL NOT NULL DEFAULT FALSE,
    cert_serial_num VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    manifest_version SMALLINT UNSIGNED NOT NULL DEFAULT 2,
    permissions JSON NOT NULL,
    optional_permissions JSON NOT NULL,
    host_permissions JSON NOT NULL,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_files_version_id (version_id),
    KEY ix_files_status (status),
    KEY ix_files_created (created),
    CONSTRAINT fk_files_version
        FOREIGN KEY (version_id) REFERENCES versions (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE addons_users (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    addon_id INT UNSIGNED NOT NULL,
    user_id INT UNSIGNED NOT NULL,
    role SMALLINT UNSIGNED NOT NULL DEFAULT 5,
    listed BOOL NOT NULL DEFAULT TRUE,
    position INT NOT NULL DEFAULT 0,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_addons_users_addon_id_user_id (addon_id, user_id),
    KEY ix_addons_users_user_id_listed (user_id, listed),
    CONSTRAINT fk_addons_users_addon
        FOREIGN KEY (addon_id) REFERENCES addons (id) ON DELETE CASCADE,
    CONSTRAINT fk_addons_users_user
        FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- Categories are constants of the application.
CREATE TABLE addons_categories (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    addon_id INT UNSIGNED NOT NULL,
    category_id SMALLINT UNSIGNED NOT NULL,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_addons_categories_addon_id_category_id (addon_id, category_id),
    KEY ix_addons_categories_category_id (category_id, addon_id),
    CONSTRAINT fk_addons_categories_addon
        FOREIGN KEY (addon_id) REFERENCES addons (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- Applications are constants too: 1 firefox, 61 android.
CREATE TABLE appversions (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    application_id SMALLINT UNSIGNED NOT NULL DEFAULT 1,
    version VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    version_int BIGINT NOT NULL,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_appversions_application_id_version (application_id, version),
    KEY ix_appversions_version_int (application_id, version_int)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE applications_versions (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    application_id SMALLINT UNSIGNED NOT NULL,
    version_id INT UNSIGNED NOT NULL,
    min INT UNSIGNED NOT NULL,
    max INT UNSIGNED NOT NULL,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_applications_versions_application_id_version_id (application_id, version_id),
    KEY ix_applications_versions_version_id (version_id),
    KEY ix_applications_versions_min (min),
    KEY ix_applications_versions_max (max),
    CONSTRAINT fk_applications_versions_version
        FOREIGN KEY (version_id) REFERENCES versions (id) ON DELETE CASCADE,
    CONSTRAINT fk_applications_versions_min
        FOREIGN KEY (min) REFERENCES appversions (id),
    CONSTRAINT fk_applications_versions_max
        FOREIGN KEY (max) REFERENCES appversions (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE previews (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    addon_id INT UNSIGNED NOT NULL,
    caption INT UNSIGNED NULL,
    position INT NOT NULL DEFAULT 0,
    sizes JSON NOT NULL,
    colors JSON NULL,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_previews_caption (caption),
    KEY ix_previews_addon_id_position (addon_id, position, created),
    CONSTRAINT fk_previews_addon
        FOREIGN KEY (addon_id) REFERENCES addons (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE version_previews (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    version_id INT UNSIGNED NOT NULL,
    caption INT UNSIGNED NULL,
    position INT NOT NULL DEFAULT 0,
    sizes JSON NOT NULL,
    colors JSON NULL,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_version_previews_caption (caption),
    KEY ix_version_previews_version_id_position (version_id, position, created),
    CONSTRAINT fk_version_previews_version
        FOREIGN KEY (version_id) REFERENCES versions (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
