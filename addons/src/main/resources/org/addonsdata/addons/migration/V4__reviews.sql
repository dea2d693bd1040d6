-- Ratings with and without text, developers' replies, and what users reported about them.

CREATE TABLE reviews (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    addon_id INT UNSIGNED NOT NULL,
    version_id INT UNSIGNED NULL,
    user_id INT UNSIGNED NOT NULL,
    reply_to INT UNSIGNED NULL,
    rating TINYINT UNSIGNED NULL,
    text_body LONGTEXT NULL,
    ip_address VARCHAR(45) NOT NULL DEFAULT '',
    deleted BOOL NOT NULL DEFAULT FALSE,
    is_latest BOOL NOT NULL DEFAULT TRUE,
    previous_count INT UNSIGNED NOT NULL DEFAULT 0,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_reviews_reply_to (reply_to),
    UNIQUE KEY uq_reviews_version_id_user_id_reply_to (version_id, user_id, reply_to),
    KEY ix_reviews_addon_id_latest (addon_id, reply_to, is_latest, created),
    KEY ix_reviews_user_id (user_id),
    KEY ix_reviews_created (created),
    CONSTRAINT ck_reviews_rating CHECK (rating <= 5),
    CONSTRAINT fk_reviews_addon
        FOREIGN KEY (addon_id) REFERENCES addons (id) ON DELETE CASCADE,
    CONSTRAINT fk_reviews_version
        FOREIGN KEY (version_id) REFERENCES versions (id) ON DELETE CASCADE,
    CONSTRAINT fk_reviews_user
        FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT fk_reviews_reply_to
        FOREIGN KEY (reply_to) REFERENCES reviews (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE reviews_moderation_flags (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    review_id INT UNSIGNED NOT NULL,
    user_id INT UNSIGNED NULL,
    flag_name VARCHAR(64) NOT NULL DEFAULT 'review_flag_reason_other',
    flag_notes VARCHAR(100) NULL,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    UNIQUE KEY uq_reviews_moderation_flags_review_id_user_id (review_id, user_id),
    KEY ix_reviews_moderation_flags_user_id (user_id),
    KEY ix_reviews_moderation_flags_modified (modified),
    CONSTRAINT fk_reviews_moderation_flags_review
        FOREIGN KEY (review_id) REFERENCES reviews (id) ON DELETE CASCADE,
    CONSTRAINT fk_reviews_moderation_flags_user
        FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
