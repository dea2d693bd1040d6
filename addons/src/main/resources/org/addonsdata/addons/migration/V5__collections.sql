-- Lists of add-ons that people keep and share.

CREATE TABLE collections (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    uuid CHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    name INT UNSIGNED NULL,
    slug VARCHAR(30) NULL,
    description INT UNSIGNED NULL,
    defaultlocale VARCHAR(10) NOT NULL DEFAULT 'en-US',
    collection_type TINYINT UNSIGNED NOT NULL DEFAULT 0,
    listed BOOL NOT NULL DEFAULT TRUE,
    addon_count INT UNSIGNED NOT NULL DEFAULT 0,
    author_id INT UNSIGNED NULL,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_collections_uuid (uuid),
    UNIQUE KEY uq_collections_author_id_slug (author_id, slug),
    UNIQUE KEY uq_collections_name (name),
    UNIQUE KEY uq_collections_description (description),
    KEY ix_collections_slug (slug),
    KEY ix_collections_type (collection_type),
    KEY ix_collections_listed (listed),
    KEY ix_collections_created (created),
    CONSTRAINT fk_collections_author
        FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE addons_collections (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    addon_id INT UNSIGNED NOT NULL,
    collection_id INT UNSIGNED NOT NULL,
    comments INT UNSIGNED NULL,
    user_id INT UNSIGNED NULL,
    ordering INT UNSIGNED NOT NULL DEFAULT 0,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_addons_collections_addon_id_collection_id (addon_id, collection_id),
    UNIQUE KEY uq_addons_collections_comments (comments),
    KEY ix_addons_collections_collection_id (collection_id, ordering),
    KEY ix_addons_collections_user_id (user_id),
    CONSTRAINT fk_addons_collections_addon
        FOREIGN KEY (addon_id) REFERENCES addons (id) ON DELETE CASCADE,
    CONSTRAINT fk_addons_collections_collection
        FOREIGN KEY (collection_id) REFERENCES collections (id) ON DELETE CASCADE,
    CONSTRAINT fk_addons_collections_user
        FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
