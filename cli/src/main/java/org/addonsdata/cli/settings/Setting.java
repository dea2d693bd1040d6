package org.addonsdata.cli.settings;

import org.jspecify.annotations.Nullable;

/** Every setting, by the name of its environment and make variable. */
public enum Setting {
    MODE("embedded", "where the servers come from: embedded or compose"),
    DATA_VOLUME("addons-server_data_mysqld", "name or absolute path of the volume"),
    MYSQL_PORT("13306", "port of the database on 127.0.0.1"),
    SEARCH_PORT("19200", "port of the search server on 127.0.0.1"),
    MYSQL_IMAGE("mysql:8.4", "image of the database's container"),
    SEARCH_IMAGE("elasticsearch:7.17.28", "image of the search server's container"),
    MYSQL_ROOT_PASSWORD(null, "password of root in the database's container"),
    DOCKER_PROJECT(null, "name of the Compose project"),
    SEARCH_ENGINE("opensearch", "opensearch or elasticsearch"),
    SEARCH_HEAP("512m", "largest heap of the search server"),
    SEED_ADDONS("0", "add-ons to generate beyond the default seed"),
    SEED_NUMBER("1", "the number the generated data follows from"),
    INIT_FORCE_DB("false", "start afresh: recreate, seed and reindex"),
    INIT_SKIP_SEED("false", "leave the seed out"),
    INIT_SKIP_INDEX("false", "leave the search index as it is"),
    WITHOUT_UNDO("false", "keep nothing for undo, where the disk has no room for it"),
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
}
