package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.snapshot.database.ServerVersion;
import org.jspecify.annotations.Nullable;

/**
 * Names the connections that have locked tables of a schema, the one that has done so for longest
 * first. MySQL says it in its performance schema; MariaDB says it where its plugin
 * METADATA_LOCK_INFO is loaded, and elsewhere only which transactions are open.
 */
public final class LockHolders {
    private static final int NAMED = 3;
    private static final int MAX_STATEMENT_LENGTH = 80;

    private static final String OF_MYSQL =
            """
            SELECT t.PROCESSLIST_ID, t.PROCESSLIST_USER, t.PROCESSLIST_HOST,
                   MAX(GREATEST(COALESCE(t.PROCESSLIST_TIME, 0),
                       COALESCE(TIMESTAMPDIFF(SECOND, x.trx_started, NOW()), 0))) AS seconds,
                   MAX(t.PROCESSLIST_COMMAND='Sleep'), MAX(t.PROCESSLIST_INFO), MIN(m.OBJECT_NAME)
            FROM performance_schema.metadata_locks m
            JOIN performance_schema.threads t ON t.THREAD_ID=m.OWNER_THREAD_ID
            LEFT JOIN information_schema.INNODB_TRX x ON x.trx_mysql_thread_id=t.PROCESSLIST_ID
            WHERE m.OBJECT_TYPE='TABLE' AND m.LOCK_STATUS='GRANTED' AND m.OBJECT_SCHEMA=?
              AND t.PROCESSLIST_ID<>CONNECTION_ID()
            GROUP BY t.PROCESSLIST_ID, t.PROCESSLIST_USER, t.PROCESSLIST_HOST
            ORDER BY seconds DESC
            """;

    private static final String OF_PLUGIN =
            """
            SELECT p.ID, p.USER, p.HOST,
                   MAX(GREATEST(p.TIME, COALESCE(TIMESTAMPDIFF(SECOND, x.trx_started, NOW()), 0)))
                       AS seconds,
                   MAX(p.COMMAND='Sleep'), MAX(p.INFO), MIN(m.TABLE_NAME)
            FROM information_schema.METADATA_LOCK_INFO m
            JOIN information_schema.PROCESSLIST p ON p.ID=m.THREAD_ID
            LEFT JOIN information_schema.INNODB_TRX x ON x.trx_mysql_thread_id=p.ID
            WHERE m.LOCK_TYPE LIKE 'Table%' AND m.TABLE_SCHEMA=? AND p.ID<>CONNECTION_ID()
            GROUP BY p.ID, p.USER, p.HOST
            ORDER BY seconds DESC
            """;

    private static final String OF_TRANSACTIONS =
            """
            SELECT p.ID, p.USER, p.HOST,
                   GREATEST(p.TIME, COALESCE(TIMESTAMPDIFF(SECOND, x.trx_started, NOW()), 0))
                       AS seconds,
                   p.COMMAND='Sleep', p.INFO, NULL
            FROM information_schema.PROCESSLIST p
            LEFT JOIN information_schema.INNODB_TRX x ON x.trx_mysql_thread_id=p.ID
            WHERE p.ID<>CONNECTION_ID() AND p.COMMAND IN ('Sleep','Query','Execute')
              AND (x.trx_id IS NOT NULL OR (p.COMMAND<>'Sleep' AND p.DB=?))
            ORDER BY COALESCE(p.DB,'')=? DESC, seconds DESC
            """;

    private LockHolders() {}

    /**
     * One connection.
     *
     * @param seconds since its transaction began, or its statement where it has none
     * @param statement what it runs; null where it waits for its client
     * @param table one that it has locked; null where the server does not say which
     */
    private record Holder(
            long id,
            String user,
            String host,
            long seconds,
            @Nullable String statement,
            @Nullable String table) {

        static Holder of(ResultSet row) throws SQLException {
            return new Holder(
                    row.getLong(1),
                    String.valueOf(row.getString(2)),
                    String.valueOf(row.getString(3)),
                    row.getLong(4),
                    row.getBoolean(5) ? null : row.getString(6),
                    row.getString(7));
        }

        String described() {
            return "connection %d (%s from %s), which %s%s"
                    .formatted(id, user, host, occupation(), table == null ? "" : on());
        }

        private String on() {
            return " and has locked " + table;
        }

        private String occupation() {
            if (statement == null) {
                return "has been idle in a transaction for %,d s".formatted(seconds);
            }
            var text = statement.strip().replaceAll("\\s+", " ");
            if (text.length() > MAX_STATEMENT_LENGTH) {
                text = text.substring(0, MAX_STATEMENT_LENGTH) + "…";
            }
            return "has run for %,d s: %s".formatted(seconds, text);
        }
    }

    /**
     * Who keeps others from tables of the schema, as far as the server says it to this account.
     *
     * @return completes "in use by …"
     */
    public static String describe(Connections connections, String schema) {
        try (var connection = connections.open(null)) {
            var holders = read(connection, schema);
            return holders.isEmpty()
                    ? "a connection that the server does not name to this account"
                    : holders.stream()
                            .limit(NAMED)
                            .map(Holder::described)
                            .collect(Collectors.joining("; "));
        } catch (SQLException e) {
            return "a connection that the server does not name: " + e.getMessage();
        }
    }

    /** Those that have done so for a second at least; busy ones come and go. */
    private static List<Holder> read(Connection connection, String schema) throws SQLException {
        var all = readAll(connection, schema);
        var lasting = all.stream().filter(holder -> holder.seconds() > 0).toList();
        return lasting.isEmpty() ? all : lasting;
    }

    private static List<Holder> readAll(Connection connection, String schema) throws SQLException {
        var isMariaDb = ServerVersion.read(connection).isMariaDb();
        var exact = exact(connection, isMariaDb ? OF_PLUGIN : OF_MYSQL, schema);
        return exact.isPresent()
                ? exact.get()
                : Sql.list(connection, OF_TRANSACTIONS, Holder::of, schema, schema);
    }

    /** Nothing where the server cannot say, or may not to this account. */
    private static Optional<List<Holder>> exact(Connection connection, String sql, String schema) {
        try {
            var holders = Sql.list(connection, sql, Holder::of, schema);
            return holders.isEmpty() ? Optional.empty() : Optional.of(holders);
        } catch (SQLException _) {
            return Optional.empty();
        }
    }
}
