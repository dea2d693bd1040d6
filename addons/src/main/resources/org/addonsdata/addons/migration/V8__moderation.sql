-- Identifiers that are taken, refused or blocked.

CREATE TABLE addons_reusedguid (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    addon_id INT UNSIGNED NOT NULL,
    guid VARCHAR(255) NOT NULL,
    hashed_guid CHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_addons_reusedguid_addon_id (addon_id),
    KEY ix_addons_reusedguid_guid (guid),
    KEY ix_addons_reusedguid_hashed_guid (hashed_guid),
    CONSTRAINT fk_addons_reusedguid_addon
        FOREIGN KEY (addon_id) REFERENCES addons (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE denied_guids (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    guid VARCHAR(255) NOT NULL,
    comments LONGTEXT NOT NULL,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_denied_guids_guid (guid)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE addons_denied_slug (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    name VARCHAR(255) NOT NULL,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_addons_denied_slug_name (name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE blocks (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    guid VARCHAR(255) NOT NULL,
    min_version VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '0',
    max_version VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '*',
    url VARCHAR(255) NULL,
    reason LONGTEXT NOT NULL,
    updated_by_id INT UNSIGNED NULL,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_blocks_guid (guid),
    KEY ix_blocks_modified (modified),
    KEY ix_blocks_updated_by_id (updated_by_id),
    CONSTRAINT fk_blocks_updated_by
        FOREIGN KEY (updated_by_id) REFERENCES users (id) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
