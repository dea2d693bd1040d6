package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;

import java.util.List;

/** Makes what is on a server what the version before wrote: its tables, as that version did. */
record EarlierVolume(SchemaContent content, String live) {
    private static final List<String> TABLES =
            List.of(
                    """
                    CREATE TABLE IF NOT EXISTS %s.addons_data_object (
                      position INT NOT NULL PRIMARY KEY,
                      kind VARCHAR(16) NOT NULL,
                      name VARCHAR(64) NOT NULL,
                      sql_mode TEXT NOT NULL,
                      collation_connection VARCHAR(64) NOT NULL,
                      time_zone VARCHAR(64) NOT NULL,
                      definition LONGTEXT NOT NULL
                    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='bookkeeping of addons-data'
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS %s.addons_data_generation (
                      id VARCHAR(32) NOT NULL PRIMARY KEY,
                      state VARCHAR(16) NOT NULL,
                      origin VARCHAR(16) NOT NULL,
                      created DATETIME(6) NOT NULL,
                      replaces VARCHAR(32) NULL,
                      migrations VARCHAR(64) NULL
                    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='bookkeeping of addons-data'
                    """);

    /** Whatever there is now, half a switch too. */
    void make() {
        var meta = live + "__meta";
        var marker =
                content.tablesOf(meta).stream().filter(table -> table.startsWith("live_")).toList();
        for (var id : content.query("SELECT id FROM " + quote(meta, "generation"))) {
            var schema = marker.contains("live_" + id) ? live : live + "__" + id;
            makeTables(schema);
            content.execute(
                    "INSERT INTO %s.addons_data_generation SELECT id, state, origin, created, replaces, migrations FROM %s.generation WHERE id='%s'"
                            .formatted(quote(schema), quote(meta), id));
            content.execute(
                    """
                    INSERT INTO %s.addons_data_object
                    SELECT ROW_NUMBER() OVER (ORDER BY FIELD(kind, 'FUNCTION', 'PROCEDURE', 'VIEW', 'TRIGGER', 'EVENT'), position),
                      kind, name, sql_mode, collation_connection, time_zone, definition
                    FROM %s.object WHERE generation='%s'
                    """
                            .formatted(quote(schema), quote(meta), id));
        }
        content.execute("DROP DATABASE " + quote(meta));
    }

    void makeTables(String schema) {
        TABLES.forEach(table -> content.execute(table.formatted(quote(schema))));
    }
}
