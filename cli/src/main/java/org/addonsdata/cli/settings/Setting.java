package org.addonsdata.cli.settings;

import org.jspecify.annotations.Nullable;

/** Every setting, by the name of its environment and make variable. */
public enum Setting {
    MODE("embedded", "where the servers come from: embedded, compose or external"),
    DATA_VOLUME("addons-server_data_mysqld", "name or absolute path of the volume"),
    MYSQL_PORT("13306", "port of the database on 127.0.0.1"),
    SEARCH_PORT("19200", "port of the search server on 127.0.0.1"),
    MYSQL_IMAGE("mysql:8.4", "image of the database's container"),
    SEARCH_IMAGE("elasticsearch:7.17.28", "image of the search server's container"),
    MYSQL_ROOT_PASSWORD(null, "password of root in the database's container"),
    DOCKER_PROJECT(null, "name of the Compose project"),
    SEARCH_ENGINE("opensearch", "opensearch or elasticsearch"),
    SEARCH_HEAP("512m", "largest heap of the search server"),
    DATABASE_URL(null, "address of the database: mysql://user@host:3306/olympia"),
    DATABASE_PASSWORD(null, "password of the database's user"),
    DATABASE_PASSWORD_FILE(null, "file whose first line is the password of the database's user"),
    DATABASE_TLS(null, "DISABLED, PREFERRED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY"),
    DATABASE_CA(null, "PEM file of the authorities that sign the database's certificate"),
    RESTORE_USER(null, "account that loads dumps and reaches staging schemas alone"),
    RESTORE_PASSWORD(null, "password of RESTORE_USER"),
    RESTORE_PASSWORD_FILE(null, "file whose first line is the password of RESTORE_USER"),
    SEARCH_URL(null, "addresses of the search server: https://user@host:9200, several with commas"),
    SEARCH_PASSWORD(null, "password of the search server's user"),
    SEARCH_PASSWORD_FILE(null, "file whose first line is the password of the search server's user"),
    SEARCH_API_KEY(null, "API key of the search server, encoded"),
    SEARCH_API_KEY_FILE(null, "file whose first line is the API key of the search server"),
    SEARCH_CA(null, "PEM file of the authorities that sign the search server's certificate"),
    SEARCH_FINGERPRINT(null, "SHA-256 of the search server's certificate"),
    SEED_ADDONS("0", "add-ons to generate beyond the default seed"),
    SEED_NUMBER("1", "the number the generated data follows from"),
    INIT_FORCE_DB("false", "start afresh: recreate, seed and reindex"),
    INIT_SKIP_SEED("false", "leave the seed out"),
    INIT_SKIP_INDEX("false", "leave the search index as it is"),
    WITHOUT_UNDO("false", "keep nothing for undo, where the disk has no room for it"),
    UNDO_KEEP("2", "how many replaced generations undo keeps, where the disk has room, 1 to 20"),
    SKIP_BAD_DOCUMENTS(
            "false", "leave documents out that the search server refuses, and list them"),
    EXPORT_DIR(null, "directory to write a snapshot to"),
    RESTORE_DIR(null, "absolute path of a snapshot or of a dump"),
    COMPRESS("none", "zstd or none"),
    WORKERS(null, "connections that export or restore at once"),
    LOCK_WAIT("60", "seconds to wait for another run");

    private final @Nullable String defaultValue;
    private final String meaning;

    Setting(@Nullable String defaultValue, String meaning) {
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    public @Nullable String defaultValue() {
        return defaultValue;
    }

    public String meaning() {
        return meaning;
    }

    /** Whether a value may be or hold a secret, and so is never shown. */
    public boolean isSecret() {
        return switch (this) {
            case MYSQL_ROOT_PASSWORD,
                    DATABASE_URL,
                    DATABASE_PASSWORD,
                    RESTORE_PASSWORD,
                    SEARCH_URL,
                    SEARCH_PASSWORD,
                    SEARCH_API_KEY ->
                    true;
            default -> false;
        };
    }
}
