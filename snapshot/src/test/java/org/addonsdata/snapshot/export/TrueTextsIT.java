package org.addonsdata.snapshot.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.restore.RestoreOptions;
import org.addonsdata.snapshot.restore.Restorer;
import org.addonsdata.snapshot.support.TestDatabase;
import org.addonsdata.testing.StockClient;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts of definitions that servers do not print as they keep them. */
class TrueTextsIT {
    private static final String SOURCE = "true_texts";
    private static final String STAGING = "stage_true_texts";
    private static final List<String> TABLES =
            List.of(
                    """
                    CREATE TABLE literals (id int PRIMARY KEY, a varchar(30) DEFAULT '😀 ''q\\\\ why?', plain varchar(9) DEFAULT 'why?',
                      wide varchar(9) CHARACTER SET utf32 DEFAULT '😀?', old varchar(9) CHARACTER SET latin1 DEFAULT 'é€?',
                      bytes varbinary(9) DEFAULT 0xFF00F09F98803F, fixed binary(4) DEFAULT 'é?')\
                    """,
                    """
                    CREATE TABLE members (id int PRIMARY KEY, e enum('😀','it''s, (a) ?','','😂','b') DEFAULT '😂', s set('y','😎','?') DEFAULT '😎',
                      g enum('汉','?') CHARACTER SET gbk DEFAULT '?')\
                    """,
                    "INSERT INTO members VALUES (1, '😀', 'y,😎', '汉'), (2, DEFAULT, DEFAULT, DEFAULT), (3, '', '', '?')",
                    """
                    CREATE TABLE expressions (id int PRIMARY KEY, a varchar(20), v varchar(40) GENERATED ALWAYS AS (CONCAT(a, '😀')) VIRTUAL,
                      d varchar(30) DEFAULT (CONCAT('😀', 'x')), CONSTRAINT no_anger CHECK (a <> '😡'))\
                    """,
                    "INSERT INTO expressions (id, a) VALUES (1, 'one')",
                    """
                    CREATE TABLE parts (id int, r varchar(20) NOT NULL) PARTITION BY LIST COLUMNS (r)
                      (PARTITION p0 VALUES IN ('😀', 'b'), PARTITION p1 VALUES IN ('c'))\
                    """,
                    "INSERT INTO parts VALUES (1, '😀')");
    private static final List<String> OBJECTS =
            List.of(
                    "CREATE VIEW four AS SELECT '😀' AS x, _latin1 X'E9' AS l, _ucs2 X'00E92764' AS u",
                    "CREATE FUNCTION four_bytes() RETURNS varchar(20) CHARSET utf8mb4 DETERMINISTIC NO SQL RETURN '😀'",
                    "CREATE TRIGGER four_each BEFORE INSERT ON expressions FOR EACH ROW SET NEW.d = '😀'",
                    "CREATE EVENT four_ever ON SCHEDULE EVERY 1 YEAR STARTS '2030-01-01 00:00:00' DISABLE DO SET @a = '😀'",
                    "SET character_set_client = latin1, collation_connection = latin1_swedish_ci",
                    "CREATE FUNCTION old_bytes() RETURNS varchar(20) CHARSET latin1 DETERMINISTIC NO SQL RETURN CONCAT(_latin1'é', 'é')");
    private static final List<String> TRUTHS =
            List.of(
                    "SELECT HEX(DEFAULT(a)) FROM (SELECT 1) one LEFT JOIN literals ON 0",
                    "SELECT HEX(DEFAULT(wide)) FROM (SELECT 1) one LEFT JOIN literals ON 0",
                    "SELECT HEX(DEFAULT(bytes)) FROM (SELECT 1) one LEFT JOIN literals ON 0",
                    "SELECT HEX(DEFAULT(fixed)) FROM (SELECT 1) one LEFT JOIN literals ON 0",
                    "SELECT HEX(DEFAULT(old)) FROM (SELECT 1) one LEFT JOIN literals ON 0",
                    "SELECT GROUP_CONCAT(HEX(e), HEX(s), HEX(g) ORDER BY id) FROM members",
                    "SELECT GROUP_CONCAT(HEX(v), HEX(d)) FROM expressions",
                    "SELECT HEX(r) FROM parts PARTITION (p0)",
                    "SELECT CONCAT(HEX(x), HEX(l), HEX(u)) FROM four",
                    "SELECT HEX(four_bytes())",
                    "SELECT HEX(old_bytes())");

    @TempDir Path directory;

    @ParameterizedTest
    @MethodSource("org.addonsdata.snapshot.support.TestDatabase#withClients")
    void everyTextComesBackAsTheServerKeepsIt(TestDatabase database, StockClient client)
            throws Exception {
        database.recreate(SOURCE);
        database.run(SOURCE, TABLES);
        database.run(SOURCE, OBJECTS);
        var truth = truth(database, SOURCE);
        assertThat(truth).contains("F09F9880", "F09F98802027715C207768793F", "FF00F09F98803F");
        var first = export(database, SOURCE, "first");
        assertThat(first.notes()).isEmpty();

        database.recreate(STAGING);
        client.restore(database.server(), STAGING, file(first));
        assertThat(truth(database, STAGING)).isEqualTo(truth);
        assertSame(first, export(database, STAGING, "by-client"));

        database.recreate(STAGING);
        var restored =
                new Restorer(database.connections(), Progress.silent(), new Cancellation())
                        .restore(RestoreOptions.of(first.directory(), STAGING));
        try (var connection = database.connections().open(STAGING)) {
            for (var object : restored.pending()) {
                object.create(connection);
            }
        }
        assertThat(truth(database, STAGING)).isEqualTo(truth);
        assertSame(first, export(database, STAGING, "by-us"));
    }

    @ParameterizedTest
    @MethodSource("org.addonsdata.snapshot.support.TestDatabase#all")
    void whoMayMakeNoTemporaryTableIsToldWhichValuesAreDoubtful(TestDatabase database)
            throws Exception {
        database.recreate(SOURCE);
        database.run(SOURCE, TABLES.subList(1, 3));
        try (var connection = database.connections().open(null)) {
            Sql.run(connection, "DROP USER IF EXISTS reader@'127.0.0.1'");
            Sql.run(connection, "CREATE USER reader@'127.0.0.1' IDENTIFIED BY 'secret'");
            Sql.run(
                    connection,
                    "GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON true_texts.* TO reader@'127.0.0.1'");
        }
        var exported =
                new Exporter(
                                database.connections("reader", "secret"),
                                Progress.silent(),
                                new Cancellation())
                        .export(ExportOptions.of(SOURCE, directory.resolve("told")).withWorkers(1));
        assertThat(exported.notes())
                .anySatisfy(note -> assertThat(note).contains("column members.e", "denied"))
                .anySatisfy(note -> assertThat(note).contains("column members.s"));
    }

    private ExportResult export(TestDatabase database, String schema, String name) {
        return new Exporter(database.connections(), Progress.silent(), new Cancellation())
                .export(ExportOptions.of(schema, directory.resolve(name)));
    }

    private static Path file(ExportResult export) {
        return export.directory().resolve("data_mysqld.sql");
    }

    private static void assertSame(ExportResult first, ExportResult second) throws Exception {
        assertThat(Files.readString(file(second))).isEqualTo(Files.readString(file(first)));
    }

    private static List<String> truth(TestDatabase database, String schema) throws SQLException {
        var values = new ArrayList<String>();
        try (var connection = database.connections().open(schema)) {
            Sql.run(connection, "SET NAMES utf8mb4");
            for (var query : TRUTHS) {
                values.add(Sql.text(connection, query));
            }
        }
        return values;
    }
}
