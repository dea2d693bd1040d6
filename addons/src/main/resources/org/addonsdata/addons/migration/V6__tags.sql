-- Words that describe add-ons.

CREATE TABLE tags (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    tag_text VARCHAR(128) NOT NULL,
    num_addons INT UNSIGNED NOT NULL DEFAULT 0,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_tags_tag_text (tag_text)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE users_tags_addons (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    tag_id INT UNSIGNED NOT NULL,
    addon_id INT UNSIGNED NOT NULL,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_users_tags_addons_tag_id_addon_id (tag_id, addon_id),
    KEY ix_users_tags_addons_addon_id (addon_id),
    CONSTRAINT fk_users_tags_addons_tag
        FOREIGN KEY (tag_id) REFERENCES tags (id) ON DELETE CASCADE,
    CONSTRAINT fk_users_tags_addons_addon
        FOREIGN KEY (addon_id) REFERENCES addons (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
