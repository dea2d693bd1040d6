package org.addonsdata.addons.index;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * When the tables that documents are made of were last written to, as InnoDB remembers it: {@code
 * UPDATE_TIME} of {@code information_schema.TABLES}, which every commit sets, on MariaDB to the
 * time of the transaction's last statement. It counts whole seconds, and is forgotten when the
 * server ends or drops the table from its cache. So there is no mark where a time is missing or not
 * long past, while a transaction is open that has written something, or where the account may not
 * see that (it needs PROCESS).
 */
final class ChangeMark {
    /** Commits of the same second look alike, and a commit takes its time. */
    private static final int QUIET_SECONDS = 10;

    private static final List<String> TABLES =
            List.of(
                    "addons",
                    "addons_categories",
                    "addons_users",
                    "applications_versions",
                    "appversions",
                    "files",
                    "licenses",
                    "previews",
                    "promoted_promotedaddon",
                    "promoted_promotedaddonversion",
                    "promoted_promotedgroup",
                    "tags",
                    "translations",
                    "users",
                    "users_tags_addons",
                    "version_previews",
                    "versions");

    private static final String QUERY =
            """
            SELECT TABLE_NAME, UPDATE_TIME, TIMESTAMPDIFF(SECOND, UPDATE_TIME, NOW())
            FROM information_schema.TABLES
            WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN (%s) ORDER BY TABLE_NAME\
            """
                    .formatted(TABLES.stream().collect(Collectors.joining("', '", "'", "'")));

    private static final String OPEN_WRITERS =
            """
            SELECT COUNT(*) FROM information_schema.INNODB_TRX
            WHERE trx_rows_modified > 0 OR trx_mysql_thread_id = 0\
            """;

    private ChangeMark() {}

    /** The mark of this moment; another one that is equal says that nothing was committed since. */
    static Optional<String> read(Connection connection) throws SQLException {
        return read(connection, QUIET_SECONDS);
    }

    /**
     * @param quietSeconds for how long nothing may have been committed
     */
    static Optional<String> read(Connection connection, int quietSeconds) throws SQLException {
        if (mayHaveOpenWriters(connection)) {
            return Optional.empty();
        }
        try (var statement = connection.createStatement()) {
            // MySQL 8 keeps these figures for a day otherwise; MariaDB passes over the comment.
            statement.execute("/*!80000 SET SESSION information_schema_stats_expiry = 0 */");
            try (var rows = statement.executeQuery(QUERY)) {
                var mark = new StringJoiner(" ");
                int quiet = 0;
                while (rows.next()) {
                    quiet += rows.getInt(3) >= quietSeconds && !rows.wasNull() ? 1 : 0;
                    mark.add(rows.getString(1) + "=" + rows.getString(2));
                }
                return quiet == TABLES.size() ? Optional.of(mark.toString()) : Optional.empty();
            }
        }
    }

    private static boolean mayHaveOpenWriters(Connection connection) {
        try (var statement = connection.createStatement();
                var count = statement.executeQuery(OPEN_WRITERS)) {
            return !count.next() || count.getLong(1) > 0;
        } catch (SQLException _) {
            return true;
        }
    }
}
