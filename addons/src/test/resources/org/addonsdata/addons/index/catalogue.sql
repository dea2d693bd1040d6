SET time_zone = '+00:00';
INSERT INTO users (id, username, display_name) VALUES
    (10, 'anna', 'Änna "Nightly" O\'Neill'), (11, 'ben', NULL), (12, 'hidden', 'Hidden'), (13, 'gone', 'Gone');
INSERT INTO appversions (id, application_id, version, version_int) VALUES
    (1, 1, '57.0', 57000000200100), (2, 1, '*', 65535999999200100), (3, 1, '60.0', 60000000200100),
    (4, 61, '68.0', 68000000200100), (5, 61, '*', 65535999999200100), (6, 18, '45.0', 45000000200100);
INSERT INTO licenses (id, builtin, name, url) VALUES (1, 5, 901, 'https://example.org/mpl'), (2, 0, NULL, NULL);
INSERT INTO promoted_promotedgroup (id, name, api_name, search_ranking_bump, listed_pre_review) VALUES
    (1, 'Recommended', 'recommended', 5, TRUE), (4, 'By Firefox', 'line', 5, TRUE),
    (5, 'Spotlight', 'spotlight', 0, FALSE);
INSERT INTO tags (id, tag_text) VALUES (1, 'tabs'), (2, 'älter'), (3, 'passwords');
INSERT INTO addons (id, guid, slug, addontype_id, status, icontype, icon_hash, averagerating, bayesianrating,
    totalreviews, textreviewscount, weeklydownloads, hotness, average_daily_users, last_updated, contributions,
    requires_payment, experimental, inactive, defaultlocale, name, summary, description, developercomments, eula,
    privacypolicy, homepage, supportemail, supporturl, created, modified) VALUES
    (1, '{2fa4ed95-0317-4c6a-a74c-5f3e3912c1f9}', 'tab-manager', 1, 4, 'image/png', 'd1f2e3a4', 4.5, 4.25, 12, 7, 321,
        1.5, 5000, '2026-03-01 10:20:30.123456', 'https://example.org/give', FALSE, FALSE, FALSE, 'en-US',
        101, 102, 103, 104, 105, 106, 107, 108, 109, '2026-01-01 00:00:00.5', '2026-03-02 11:22:33.654321'),
    (2, 'theme@example.org', 'northern-lights', 10, 4, '', NULL, NULL, 0, 0, 0, 0, 0, 40, '2026-02-01 00:00:00', '',
        TRUE, FALSE, FALSE, 'en-US', 201, 202, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        '2026-01-02 00:00:00', '2026-02-03 04:05:06.789'),
    (3, 'cheval@example.org', 'mots-de-passe', 1, 4, '', NULL, 3, 3, 1, 0, 10, 0, 2000, '2026-02-01 00:00:00', '',
        FALSE, FALSE, FALSE, 'fr', 301, 302, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        '2026-01-03 00:00:00', '2026-02-03 00:00:00'),
    (4, 'honyaku@example.org', 'honyaku', 1, 4, '', NULL, 3, 3, 1, 0, 10, 0, 900, '2026-02-01 00:00:00', '',
        FALSE, FALSE, FALSE, 'ja', 401, 402, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        '2026-01-04 00:00:00', '2026-02-04 00:00:00'),
    (5, 'disabled@example.org', 'tab-manager-disabled', 1, 5, '', NULL, 3, 3, 1, 0, 10, 0, 900000, NULL, '',
        FALSE, FALSE, FALSE, 'en-US', 501, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        '2026-01-05 00:00:00', '2026-02-05 00:00:00'),
    (6, NULL, NULL, 1, 11, '', NULL, NULL, 0, 0, 0, 0, 0, 0, NULL, '',
        FALSE, FALSE, FALSE, 'en-US', 601, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        '2026-01-06 00:00:00', '2026-02-06 00:00:00'),
    (7, 'keeper@example.org', 'awesomepasswordkeeper', 1, 4, '', NULL, 4, 4, 1, 0, 10, 0, 700, NULL, '',
        FALSE, FALSE, FALSE, 'en-US', 701, 702, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        '2026-01-07 00:00:00', '2026-02-07 00:00:00'),
    (8, 'translator@example.org', 'translator', 1, 4, '', NULL, 4, 4, 1, 0, 10, 0, 800, NULL, '',
        FALSE, FALSE, FALSE, 'en-US', 801, 802, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        '2026-01-08 00:00:00', '2026-02-08 00:00:00'),
    (40, 'many-users@example.org', 'tab-manager-popular', 1, 4, '', NULL, 4, 4, 1, 0, 10, 0, 6000, NULL, '',
        FALSE, FALSE, FALSE, 'en-US', 4001, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        '2026-01-09 00:00:00', '2026-02-09 00:00:00'),
    (1000, 'experiment@example.org', 'tab-experiment', 1, 4, '', NULL, 4, 4, 1, 0, 10, 0, 6000, NULL, '',
        FALSE, TRUE, FALSE, 'en-US', 10001, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        '2026-01-10 00:00:00', '2026-02-10 00:00:00'),
    (1001, 'unversioned@example.org', 'unversioned', 1, 0, '', NULL, NULL, 0, 0, 0, 0, 0, 0, NULL, '',
        FALSE, FALSE, TRUE, 'en-US', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        '2026-01-11 00:00:00', '2026-02-11 00:00:00');
INSERT INTO versions (id, addon_id, version, license_id, releasenotes, human_review_date) VALUES
    (1, 1, '0.9', NULL, NULL, NULL), (2, 1, '1.0', 1, 110, '2026-02-28 08:00:00'),
    (3, 2, '2.0', 2, NULL, '2026-02-02 02:02:02'), (4, 3, '1.0', NULL, NULL, NULL), (5, 4, '1.0', NULL, NULL, NULL),
    (6, 5, '1.0', NULL, NULL, NULL), (7, 6, '1.0', NULL, NULL, NULL), (8, 7, '1.0', NULL, NULL, NULL),
    (9, 8, '1.0', NULL, NULL, NULL), (10, 40, '1.0', NULL, NULL, NULL), (11, 1000, '1.0', NULL, NULL, NULL);
INSERT INTO files (id, version_id, filename, size, hash, status, approval_date, strict_compatibility,
    is_mozilla_signed_extension, permissions, optional_permissions, host_permissions, created) VALUES
    (21, 1, 'old.xpi', 1, 'sha256:00', 4, NULL, FALSE, FALSE, '[]', '[]', '[]', '2026-01-01 00:00:00'),
    (22, 2, 'tab-manager-1.0.xpi', 4294967296, 'sha256:0a', 4, '2026-03-01 09:00:00', FALSE, TRUE,
        '["tabs", "storage", {"unknown": ["kind"]}, "https://*/*"]', '["history"]', '["<all_urls>"]',
        '2026-02-27 00:00:00'),
    (23, 3, 'theme.xpi', 99, 'sha256:0b', 4, NULL, TRUE, FALSE, '[]', '[]', '[]', '2026-02-01 00:00:00');
INSERT INTO files (id, version_id, permissions, optional_permissions, host_permissions, created)
    SELECT id + 20, id, '[]', '[]', '[]', '2026-02-01 00:00:00' FROM versions WHERE id > 3;
UPDATE addons a JOIN versions v ON v.addon_id = a.id AND v.id <> 1 SET a.current_version = v.id, a.modified = a.modified;
INSERT INTO applications_versions (application_id, version_id, min, max) VALUES
    (61, 2, 4, 5), (1, 2, 1, 3), (18, 2, 6, 6), (1, 3, 1, 3);
INSERT INTO applications_versions (application_id, version_id, min, max) SELECT 1, id, 1, 2 FROM versions WHERE id > 3;
INSERT INTO addons_users (addon_id, user_id, role, listed, position) VALUES
    (1, 11, 4, TRUE, 1), (1, 10, 5, TRUE, 0), (1, 12, 5, FALSE, 2), (1, 13, 6, TRUE, 3);
INSERT INTO addons_categories (addon_id, category_id) VALUES (1, 93), (1, 14), (2, 300);
INSERT INTO users_tags_addons (tag_id, addon_id) VALUES (1, 1), (2, 1), (3, 7);
INSERT INTO previews (id, addon_id, caption, position, sizes, modified) VALUES
    (31, 1, 112, 1, '{"thumbnail": [200, 150], "image": [700, 525]}', '2026-02-01 00:00:00.25'),
    (32, 1, 111, 0, '{"image": [640, 480], "thumbnail": [160, 120], "thumbnail_format": "jpg"}', '2026-02-01 00:00:00');
INSERT INTO version_previews (id, version_id, position, sizes, colors, modified) VALUES
    (41, 3, 2, '{"image": [720, 92]}', '[{"h": 9, "s": 9, "l": 9, "ratio": 0.9}]', '2026-02-01 00:00:00'),
    (42, 3, 1, '{"image": [680, 92]}', '[{"l": 128, "h": 250, "ratio": 0.75, "s": 40, "count": 3}]', '2026-02-01 00:00:00');
INSERT INTO promoted_promotedaddon (promoted_group_id, addon_id, application_id) VALUES
    (1, 1, 61), (1, 1, 1), (5, 1, 1), (4, 2, 1), (1, 3, 1);
INSERT INTO promoted_promotedaddonversion (promoted_group_id, version_id, application_id) VALUES
    (1, 2, 1), (1, 2, 61), (4, 3, 1);
INSERT INTO translations (id, locale, localized_string) VALUES
    (101, 'fr', 'Gestionnaire d’onglets'), (101, 'en-us', 'TabManager "Plus"'), (101, 'af', 'Oortjie'),
    (101, 'de', ''), (101, 'it', NULL), (101, 'PT-br', 'Gestor de abas'),
    (102, 'en-us', 'Sorts\ttabs & <b>saves</b> them \\o/'), (102, 'fr', 'Trie les onglets'),
    (103, 'en-us', 'Every tab in its place: galloping horses 🐎'), (103, 'fr', 'Des chevaux au galop'),
    (104, 'en-us', 'Thank you'), (105, 'en-us', 'Agree'), (106, 'en-us', ''), (107, 'en-us', 'https://example.org/'),
    (108, 'en-us', 'help@example.org'), (109, 'en-us', 'https://example.org/help'), (110, 'en-us', 'Faster'),
    (110, 'fr', 'Plus rapide'), (111, 'en-us', 'The list'), (111, 'fr', 'La liste'), (112, 'en-us', 'The tree'),
    (901, 'en-us', 'Mozilla Public License 2.0'), (901, 'fr', 'Licence publique Mozilla'),
    (201, 'en-us', 'Northern __start__ Lights'), (202, 'en-us', 'Green and blue'),
    (301, 'fr', 'Chevaux et mots de passe'), (302, 'fr', 'Il retient les mots de passe'),
    (301, 'en-us', 'Horses and passphrases'), (302, 'en-us', 'Remembers'),
    (401, 'ja', '翻訳ツール'), (402, 'ja', '日本語の翻訳'), (501, 'en-us', 'TabManager'), (601, 'en-us', 'TabManager'),
    (701, 'en-us', 'Awesomepasswordkeeper'), (702, 'en-us', 'Keeps what you must remember'),
    (801, 'en-us', 'Page Translator'), (802, 'en-us', 'Reads any page to you'),
    (4001, 'en-us', 'Another TabManager for everybody'), (10001, 'en-us', 'Another TabManager for everyone');
UPDATE translations SET created = '2026-02-01 00:00:00', modified = '2026-02-01 00:00:00';
UPDATE versions SET modified = '2026-02-01 00:00:00';
UPDATE files SET modified = '2026-02-01 00:00:00';
UPDATE licenses SET modified = '2026-02-01 00:00:00';
UPDATE applications_versions SET modified = '2026-02-01 00:00:00';
UPDATE addons_users SET modified = '2026-02-01 00:00:00';
UPDATE addons_categories SET modified = '2026-02-01 00:00:00';
UPDATE users_tags_addons SET modified = '2026-02-01 00:00:00';
UPDATE promoted_promotedgroup SET modified = '2026-02-01 00:00:00';
UPDATE promoted_promotedaddon SET modified = '2026-02-01 00:00:00';
UPDATE promoted_promotedaddonversion SET modified = '2026-02-01 00:00:00';
