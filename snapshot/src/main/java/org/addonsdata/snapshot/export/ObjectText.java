package org.addonsdata.snapshot.export;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.addonsdata.core.sql.Names;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.dump.TrueLiterals;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a view, routine, trigger or event, so that a client that speaks UTF-8 makes the
 * same object of it. A literal such as {@code _latin1'é'} is made of the bytes that the client sent
 * which made the object; it becomes hexadecimal.
 */
public final class ObjectText {
    private ObjectText() {}

    /**
     * Reads it from the row that SHOW CREATE gave, with results in utf8mb4.
     *
     * @param column that holds the definition
     * @param sqlMode under which the object was made; empty for views, which servers print without
     * @return null where the account may not see it
     */
    public static @Nullable String read(
            Connection connection, ResultSet row, String column, String sqlMode)
            throws SQLException {
        var bytes = row.getBytes(column);
        if (bytes == null) {
            return null;
        }
        var sql = TrueLiterals.asText(bytes, sqlMode);
        var client = row.getString("character_set_client");
        return client.startsWith("utf8")
                ? sql
                : TrueLiterals.withIntroducedBytes(
                        sql, sqlMode, text -> encoded(connection, text, client));
    }

    private static String encoded(Connection connection, String text, String characterSet)
            throws SQLException {
        return Sql.list(
                        connection,
                        row -> row.getString(1),
                        "SELECT HEX(CONVERT(CONVERT(? USING utf8mb4) USING %s))"
                                .formatted(Names.quote(characterSet)),
                        text)
                .getFirst();
    }
}
