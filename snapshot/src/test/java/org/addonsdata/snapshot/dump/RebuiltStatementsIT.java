package org.addonsdata.snapshot.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.snapshot.database.ServerVersion;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.support.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What we read is what the server reads: a statement with every oddity of comments, quotes and
 * modes gives the same values as the one that is rebuilt from our tokens, or both are errors. What
 * we refuse does not count. A failure prints its seed.
 */
class RebuiltStatementsIT {
    private static final String SCHEMA = "rebuilt_statements";
    private static final List<String> MODES =
            List.of("", "ANSI_QUOTES", "NO_BACKSLASH_ESCAPES", "ANSI_QUOTES,NO_BACKSLASH_ESCAPES");
    private static final List<String> VALUES =
            List.of(
                    "'a'",
                    "'it''s'",
                    "'x\\'y'",
                    "'\\\\'",
                    "'\\'",
                    "'-- '",
                    "'/*'",
                    "'*/'",
                    "'#'",
                    "\"q\"",
                    "\"a\"\"b\"",
                    "\"\\\"",
                    "1",
                    "-1",
                    "--1",
                    "- -1",
                    "1/2",
                    "3*/* c */4",
                    ".5",
                    "1e1",
                    "0x41",
                    "x'41'",
                    "b'01000001'",
                    "N'n'",
                    "_utf8mb4'é'",
                    "_latin1'e'",
                    "'a' 'b'",
                    "'\u00e9\u20ac\ud83d\ude00'",
                    "@'v\\'",
                    "@`v`",
                    "@v",
                    "@@sql_mode",
                    "(1)",
                    "CONCAT('a', 'b')",
                    "CONCAT ('a')",
                    "COUNT(*)");
    private static final List<String> GAPS =
            List.of(
                    " ",
                    "\n",
                    "\t",
                    "\u000b",
                    "\r\n",
                    "/* c */",
                    "/**/",
                    "/* it's */",
                    "-- it's\n",
                    "--\n",
                    "#it's */\n",
                    "/*! , 'run' */",
                    "/*!50000 , 'run' */",
                    "/*!50000, 'run' -- */\n, 'too' */",
                    "/*!50000 , 'run' # */\n*/",
                    "/*!50000 , '*/' */",
                    "/*!50000 /* c */ , 'run' */",
                    "/*!50699 , 'old' */",
                    "/*!50700 , 'of MySQL' */",
                    "/*!80000 , 'of MySQL 8' */",
                    "/*!80000 , 'it''s' */",
                    "/*!80000 , 'a' -- */\n",
                    "/*!99999 , 'future' */",
                    "/*!99999 , ' */",
                    "/*!99999 /* c */ , 'future' */",
                    "/*!100100 , 'of MariaDB' */",
                    "/*!100100, 'of MariaDB' */",
                    "/*!080000 , 'six digits' */",
                    "/*M!100100 , 'of MariaDB' */",
                    "/*M! , 'any MariaDB' */",
                    "/*M!999999 , 'future' */",
                    "/*M c */",
                    "/*!1 , 1 */",
                    "/*!50000 /*!50000 , 1 */ */");
    private static final List<String> ODDITIES =
            List.of(
                    "'", "\"", "`", "\\", "/*", "*/", "--", "-", "#", "/", "*", "\u007f", "$$",
                    "@");

    static List<TestDatabase> databases() {
        return TestDatabase.all();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void meanTheSame(TestDatabase database) throws SQLException {
        compare(database, 20261129L, 600);
    }

    @ParameterizedTest
    @MethodSource("databases")
    @Tag("slow")
    @Timeout(180)
    void meanTheSameForAMinute(TestDatabase database) throws SQLException {
        var end = Deadline.after(Duration.ofSeconds(60));
        for (var seed = System.nanoTime(); !end.isOver(); seed++) {
            compare(database, seed, 500);
        }
    }

    private static void compare(TestDatabase database, long seed, int rounds) throws SQLException {
        database.recreate(SCHEMA);
        var random = new Random(seed);
        var run = 0;
        var worked = 0;
        try (var connection = database.connections().open(SCHEMA)) {
            Sql.run(connection, "SET NAMES utf8mb4");
            var version = ServerVersion.read(connection);
            for (int round = 0; round < rounds; round++) {
                var mode = MODES.get(random.nextInt(MODES.size()));
                var statement = statement(random, values(random));
                var rebuilt = rebuilt(statement, mode, version);
                if (rebuilt.isEmpty()) {
                    continue;
                }
                Sql.run(connection, "SET SESSION sql_mode = " + Sql.literal(mode));
                var expected = outcome(connection, statement);
                assertThat(outcome(connection, rebuilt.get()))
                        .as(
                                "seed %d, round %d, sql_mode '%s'\n%s\nbecame\n%s",
                                seed, round, mode, statement, rebuilt.get())
                        .isEqualTo(expected);
                run++;
                worked += expected.equals("error") ? 0 : 1;
            }
        }
        assertThat(run).as("seed %d", seed).isGreaterThan(rounds / 4);
        assertThat(worked).as("seed %d", seed).isGreaterThan(rounds / 20);
    }

    private static Optional<String> rebuilt(String statement, String mode, ServerVersion server) {
        try {
            return Optional.of(Definitions.rebuilt(statement, mode, server));
        } catch (DataException refused) {
            return Optional.empty();
        }
    }

    /** A query by itself, of a view, or of a routine. */
    private static String statement(Random random, String query) {
        return switch (random.nextInt(3)) {
            case 0 -> query;
            case 1 -> "CREATE OR REPLACE" + gap(random) + " VIEW v AS " + query;
            default -> "CREATE" + gap(random) + " PROCEDURE p() " + query;
        };
    }

    private static String values(Random random) {
        var text = new StringBuilder("SELECT ");
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(gap(random)).append(VALUES.get(random.nextInt(VALUES.size())));
            text.append(gap(random)).append(i > 0 ? "," : "");
        }
        if (random.nextInt(5) == 0) {
            var oddity = ODDITIES.get(random.nextInt(ODDITIES.size()));
            text.insert(7 + random.nextInt(text.length() - 6), oddity);
        }
        return text.toString();
    }

    private static String gap(Random random) {
        var text = new StringBuilder();
        while (random.nextInt(3) == 0) {
            text.append(GAPS.get(random.nextInt(GAPS.size())));
        }
        return text.toString();
    }

    /** The values it gives; a view's columns without a name are named after their text. */
    private static String outcome(Connection connection, String statement) throws SQLException {
        Sql.run(connection, "DROP VIEW IF EXISTS v");
        Sql.run(connection, "DROP PROCEDURE IF EXISTS p");
        Sql.run(connection, "SET @v = 'value', @`v\\` = 'another'");
        try {
            if (statement.startsWith("SELECT")) {
                return rows(connection, statement);
            }
            Sql.run(connection, statement);
            return statement.startsWith("CREATE OR")
                    ? rows(connection, "SELECT * FROM v")
                    : rows(connection, "CALL p()");
        } catch (SQLException e) {
            return "error";
        }
    }

    private static String rows(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            if (!statement.execute(query)) {
                return "no rows";
            }
            try (var result = statement.getResultSet()) {
                var values = new ArrayList<String>();
                while (result.next()) {
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        values.add(result.getString(i));
                    }
                }
                return values.toString();
            }
        }
    }
}
