package org.addonsdata.addons.index;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.addonsdata.services.DatabaseEndpoint;

/**
 * What InnoDB remembers of writers, so that nobody has to read again what cannot have changed. It
 * remembers in two ways, and either is enough:
 *
 * <ul>
 *   <li>The counter of transactions, of the whole server. Every transaction that writes takes a
 *       number at its first write, reading ones take none; on MariaDB a commit takes one more. So
 *       nothing was committed between two moments with the same number, if no writer was open at
 *       the first. Internal transactions count too, and so do those of other schemas. MariaDB takes
 *       one for each table it opens, to look up its statistics; a mark opens all of them, and holds
 *       the number of before and of after that.
 *   <li>When each table that documents are made of was last written to: {@code UPDATE_TIME} of
 *       {@code information_schema.TABLES}, which every commit sets, on MariaDB to the time of the
 *       transaction's last statement. It counts whole seconds, and is forgotten when the server
 *       ends or drops the table from its cache. So it says something only where no time is missing
 *       and all are long past.
 * </ul>
 *
 * <p>There is no mark while a transaction is open that writes, or where the account may not see
 * that (it needs PROCESS).
 *
 * @param server which one it is, as two sessions of one address may reach two members of a cluster
 * @param transactionsBefore the counter's next number, which is compared with that of an earlier
 *     mark
 * @param transactions the counter's next number with the tables open, to compare later ones with
 * @param tables the tables' times, empty where they say nothing
 */
record ChangeMark(
        String server, long transactionsBefore, long transactions, Optional<String> tables) {
    /** Commits of the same second look alike, and a commit takes its time. */
    private static final int QUIET_SECONDS = 10;

    private static final Pattern COUNTER =
            Pattern.compile("^Trx id counter (\\d+)$", Pattern.MULTILINE);

    /** A transaction with a number of its own; the others show an address or a higher number. */
    private static final Pattern ACTIVE =
            Pattern.compile("^---TRANSACTION (\\d+), ACTIVE", Pattern.MULTILINE);

    /** The server cuts the list of transactions short where its report would be longer. */
    private static final int LONGEST_REPORT = 900_000;

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

    /** The mark of this moment. */
    static Optional<ChangeMark> read(Connection connection) throws SQLException {
        return read(connection, QUIET_SECONDS);
    }

    /**
     * @param quietSeconds for how long nothing may have been committed for {@link #tables}
     */
    static Optional<ChangeMark> read(Connection connection, int quietSeconds) throws SQLException {
        var before = transactions(connection);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        var server = DatabaseEndpoint.nodeOf(connection);
        var tables = tables(connection, quietSeconds);
        return transactions(connection)
                .map(after -> new ChangeMark(server, before.get(), after, tables));
    }

    /** Whether for certain nothing was committed between this mark and a later one. */
    boolean isUnchangedAt(ChangeMark later) {
        return server.equals(later.server)
                && (transactions == later.transactionsBefore
                        || (tables.isPresent() && tables.equals(later.tables)));
    }

    private static Optional<Long> transactions(Connection connection) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW ENGINE INNODB STATUS")) {
            return rows.next() ? transactions(rows.getString("Status")) : Optional.empty();
        } catch (SQLException _) {
            return Optional.empty();
        }
    }

    static Optional<Long> transactions(String report) {
        var counter = COUNTER.matcher(report);
        if (report.length() > LONGEST_REPORT || !counter.find()) {
            return Optional.empty();
        }
        long next = Long.parseUnsignedLong(counter.group(1));
        var writers =
                ACTIVE.matcher(report)
                        .results()
                        .anyMatch(writer -> Long.parseUnsignedLong(writer.group(1)) < next);
        return writers ? Optional.empty() : Optional.of(next);
    }

    private static Optional<String> tables(Connection connection, int quietSeconds)
            throws SQLException {
        try (var statement = connection.createStatement()) {
            // MySQL 8 keeps these figures for a day otherwise; MariaDB passes over the comment.
            statement.execute("/*!80000 SET SESSION information_schema_stats_expiry = 0 */");
            try (var rows = statement.executeQuery(QUERY)) {
                var times = new StringJoiner(" ");
                int quiet = 0;
                while (rows.next()) {
                    quiet += rows.getInt(3) >= quietSeconds && !rows.wasNull() ? 1 : 0;
                    times.add(rows.getString(1) + "=" + rows.getString(2));
                }
                return quiet == TABLES.size() ? Optional.of(times.toString()) : Optional.empty();
            }
        }
    }
}
