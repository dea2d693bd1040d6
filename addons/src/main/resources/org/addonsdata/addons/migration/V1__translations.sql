-- Every table names its character set and collation: utf8mb4_unicode_520_ci sorts and compares alike on MySQL and
-- MariaDB, whose defaults differ. Identifiers that machines compare byte by byte are utf8mb4_bin.
--
-- Columns that hold a translation's id have no foreign key: translations.id is not unique, and MySQL 8.4 and later
-- refuse a key to such a column.

CREATE TABLE translations (
    autoid INT UNSIGNED NOT NULL AUTO_INCREMENT,
    id INT UNSIGNED NOT NULL,
    locale VARCHAR(10) NOT NULL,
    localized_string LONGTEXT NULL,
    localized_string_clean LONGTEXT NULL,
    created DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    modified DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (autoid),
    UNIQUE KEY uq_translations_id_locale (id, locale)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- One row: the highest translation id that was handed out.
CREATE TABLE translations_seq (
    id INT UNSIGNED NOT NULL,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

CREATE TABLE config (
    `key` VARCHAR(255) NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (`key`)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
