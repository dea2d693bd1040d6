package org.addonsdata.lifecycle.usecase;

import static org.addonsdata.core.sql.Names.quote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.addonsdata.core.sql.Connections;

/**
 * What of a server no dump may change: accounts and their rights, schemas, plugins, global
 * variables, what lies in other schemas and in a folder outside.
 *
 * @param live schemas of that name, and those that begin with it and two underscores, are the
 *     restore's own
 */
record ServerState(Connections connections, String live, Path outside) {
    private static final List<String> ACCOUNT_TABLES =
            List.of(
                    "global_priv",
                    "user",
                    "db",
                    "tables_priv",
                    "columns_priv",
                    "procs_priv",
                    "proxies_priv",
                    "roles_mapping",
                    "role_edges",
                    "default_roles",
                    "global_grants",
                    "servers",
                    "plugin",
                    "component",
                    "func");

    /** Those that change by themselves. */
    private static final String VOLATILE =
            "(gtid_.*|innodb_.*_target|timestamp|rand_seed.*|pseudo_.*|identity|insert_id|last_.*|.*time_zone_id|hostname|slave_.*gtid.*)";

    /** Every fact as a line, so that a difference shows itself. */
    Map<String, String> facts() {
        try (var connection = connections.open(null)) {
            var facts = new TreeMap<String, String>();
            for (var table : ACCOUNT_TABLES) {
                facts.put("mysql." + table, rowsOf(connection, table));
            }
            facts.put("plugins", rows(connection, "SHOW PLUGINS"));
            facts.put("schemas", schemas(connection));
            facts.put("objects elsewhere", objects(connection, false));
            facts.put("tables elsewhere", tables(connection));
            variables(connection).forEach((name, value) -> facts.put("@@" + name, value));
            facts.put("files outside", files());
            return facts;
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The definers of what lies in the restore's own schemas. */
    List<String> definers() {
        try (var connection = connections.open(null)) {
            return objects(connection, true)
                    .lines()
                    .map(line -> line.substring(line.lastIndexOf('\t') + 1))
                    .distinct()
                    .toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String rowsOf(Connection connection, String table) throws SQLException {
        var exists =
                rows(
                        connection,
                        "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA='mysql' AND TABLE_NAME='%s'"
                                .formatted(table));
        return exists.isEmpty() ? "" : rows(connection, "SELECT * FROM mysql." + quote(table));
    }

    private String schemas(Connection connection) throws SQLException {
        return rows(
                connection,
                "SELECT * FROM information_schema.SCHEMATA WHERE NOT " + own("SCHEMA_NAME"));
    }

    private String tables(Connection connection) throws SQLException {
        return rows(
                connection,
                "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES"
                        + " WHERE TABLE_NAME NOT LIKE '#%' AND TABLE_NAME NOT LIKE 'innodb\\_%' AND NOT "
                        + own("TABLE_SCHEMA"));
    }

    private String objects(Connection connection, boolean ours) throws SQLException {
        var of = ours ? " WHERE " : " WHERE NOT ";
        return rows(
                connection,
                "SELECT 'routine', ROUTINE_SCHEMA, ROUTINE_NAME, DEFINER FROM information_schema.ROUTINES"
                        + of
                        + own("ROUTINE_SCHEMA")
                        + " UNION ALL SELECT 'view', TABLE_SCHEMA, TABLE_NAME, DEFINER FROM information_schema.VIEWS"
                        + of
                        + own("TABLE_SCHEMA")
                        + " UNION ALL SELECT 'trigger', TRIGGER_SCHEMA, TRIGGER_NAME, DEFINER FROM information_schema.TRIGGERS"
                        + of
                        + own("TRIGGER_SCHEMA")
                        + " UNION ALL SELECT 'event', EVENT_SCHEMA, EVENT_NAME, DEFINER FROM information_schema.EVENTS"
                        + of
                        + own("EVENT_SCHEMA"));
    }

    private String own(String column) {
        return "(%1$s = '%2$s' OR LEFT(%1$s, %3$d) = '%2$s__')"
                .formatted(column, live, live.length() + 2);
    }

    private static Map<String, String> variables(Connection connection) throws SQLException {
        var variables = new TreeMap<String, String>();
        for (var line : rows(connection, "SHOW GLOBAL VARIABLES").lines().toList()) {
            var tab = line.indexOf('\t');
            if (tab > 0 && !line.substring(0, tab).matches(VOLATILE)) {
                variables.put(line.substring(0, tab), line.substring(tab + 1));
            }
        }
        return variables;
    }

    private static String rows(Connection connection, String query) throws SQLException {
        var lines = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            var columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                var line = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    line.append(i == 1 ? "" : "\t").append(result.getString(i));
                }
                lines.add(line.toString());
            }
        }
        lines.sort(null);
        return String.join("\n", lines);
    }

    private String files() throws IOException {
        try (var files = Files.walk(outside)) {
            return String.join("\n", files.map(Path::toString).sorted().toList());
        }
    }
}
