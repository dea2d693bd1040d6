package org.addonsdata.snapshot.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.sql.Names;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.dump.TableElement;
import org.addonsdata.snapshot.dump.TableElement.Kind;

/** Looks for the rows of a table that a unique key cannot tell apart, to show them to a person. */
final class CollidingRows {
    private static final int GROUPS = 3;
    private static final int SHOWN_CHARACTERS = 200;
    private static final Pattern COLUMN = Pattern.compile("`((?:[^`]|``)+)`(?:\\((\\d+)\\))?");

    private CollidingRows() {}

    /**
     * Up to three groups of rows for the first unique key that has any, such as {@code 'a' and 'a '
     * in the rows 1 and 2}; nothing where they cannot be found.
     */
    static List<String> find(Connection connection, TableKeys table, Cancellation cancellation) {
        for (var key : table.keys()) {
            if (key.kind() == Kind.UNIQUE_KEY) {
                cancellation.check();
                var found = find(connection, table, key);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return List.of();
    }

    private static List<String> find(Connection connection, TableKeys table, TableElement key) {
        var columns = new ArrayList<String>();
        var parts = new ArrayList<String>();
        var matcher = COLUMN.matcher(bracketed(key.sql()));
        while (matcher.find()) {
            var column = Names.quote(matcher.group(1).replace("``", "`"));
            columns.add(column);
            parts.add(
                    matcher.group(2) == null
                            ? column
                            : "LEFT(" + column + ", " + matcher.group(2) + ")");
        }
        var primary = primaryColumns(table);
        if (columns.isEmpty() || primary.isEmpty()) {
            return List.of();
        }
        try {
            return Sql.list(
                    connection,
                    row -> shown(row.getString(1)) + " in the rows " + shown(row.getString(2)),
                    query(table, columns, parts, primary));
        } catch (SQLException e) {
            return List.of();
        }
    }

    private static String query(
            TableKeys table, List<String> columns, List<String> parts, List<String> primary) {
        var order = String.join(",", primary);
        return """
        SELECT GROUP_CONCAT(QUOTE(CONCAT_WS(',', %1$s)) ORDER BY %2$s SEPARATOR ' and '),
            GROUP_CONCAT(CONCAT_WS(',', %2$s) ORDER BY %2$s SEPARATOR ' and ')
        FROM %3$s WHERE %4$s IS NOT NULL GROUP BY %5$s HAVING COUNT(*) > 1 LIMIT %6$d
        """
                .formatted(
                        String.join(",", columns),
                        order,
                        Names.quote(table.name()),
                        String.join(" IS NOT NULL AND ", columns),
                        String.join(",", parts),
                        GROUPS);
    }

    private static List<String> primaryColumns(TableKeys table) {
        for (var element : table.first()) {
            if (element.kind() == Kind.PRIMARY_KEY) {
                return COLUMN.matcher(bracketed(element.sql()))
                        .results()
                        .map(match -> Names.quote(match.group(1).replace("``", "`")))
                        .toList();
            }
            if (element.kind() == Kind.COLUMN
                    && element.sql().toUpperCase(Locale.ROOT).contains("PRIMARY KEY")) {
                return List.of(Names.quote(element.name()));
            }
        }
        return List.of();
    }

    /** What stands between the outermost brackets. */
    private static String bracketed(String sql) {
        var from = sql.indexOf('(');
        var to = sql.lastIndexOf(')');
        return from < 0 || to < from ? "" : sql.substring(from, to);
    }

    private static String shown(String text) {
        return text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "…" : text;
    }
}
