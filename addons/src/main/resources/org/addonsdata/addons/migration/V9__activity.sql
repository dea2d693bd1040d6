-- Who did what and when: the largest table of a real catalogue.

CREATE TABLE log_activity (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    user_id INT UNSIGNED NULL,
    action SMALLINT NOT NULL,
    arguments LONGTEXT NOT NULL,
    details LONGTEXT NOT NULL,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (id),
    KEY ix_log_activity_created (created),
    KEY ix_log_activity_action_created (action, created),
    KEY ix_log_activity_user_id_created (user_id, created),
    CONSTRAINT fk_log_activity_user
        FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
