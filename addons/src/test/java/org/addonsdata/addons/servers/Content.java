package org.addonsdata.addons.servers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.addonsdata.addons.load.Table;
import org.addonsdata.core.sql.Names;

/** What is in a schema, in a form that tests compare. */
public final class Content {
    private Content() {}

    /** The hash of every table's rows by primary key, and how many there are. */
    public static Map<String, String> checksums(Server server, String schema) throws Exception {
        var checksums = new TreeMap<String, String>();
        for (var table : Table.values()) {
            checksums.put(table.table(), checksum(server, schema, table));
        }
        return checksums;
    }

    private static String checksum(Server server, String schema, Table table) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        var columns = String.join(",", table.columns().stream().map(Names::quote).toList());
        long rows = 0;
        try (var connection = server.streaming().open(schema);
                var statement = connection.createStatement();
                var result =
                        statement.executeQuery(
                                "SELECT "
                                        + columns
                                        + " FROM "
                                        + Names.quote(table.table())
                                        + " ORDER BY 1")) {
            while (result.next()) {
                rows++;
                for (int i = 1; i <= table.columns().size(); i++) {
                    digest.update(
                            (result.getString(i) + "\u0000").getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return rows + " " + HexFormat.of().formatHex(digest.digest());
    }

    /** Columns, keys and foreign keys of all tables, line by line. */
    public static List<String> structure(Server server, String schema) throws SQLException {
        var lines = new java.util.ArrayList<String>();
        lines.addAll(
                server.query(
                        schema,
                        """
                        SELECT CONCAT_WS(' ', table_name, ordinal_position, column_name, column_type, is_nullable,
                            column_default, extra, character_set_name, collation_name)
                        FROM information_schema.columns WHERE table_schema = DATABASE()
                        ORDER BY table_name, ordinal_position\
                        """));
        lines.addAll(
                server.query(
                        schema,
                        """
                        SELECT CONCAT_WS(' ', table_name, index_name, seq_in_index, column_name, non_unique)
                        FROM information_schema.statistics WHERE table_schema = DATABASE()
                        ORDER BY table_name, index_name, seq_in_index\
                        """));
        lines.addAll(
                server.query(
                        schema,
                        """
                        SELECT CONCAT_WS(' ', table_name, constraint_name, referenced_table_name, delete_rule)
                        FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE()
                        ORDER BY table_name, constraint_name\
                        """));
        return lines;
    }
}
