package org.addonsdata.snapshot.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.snapshot.database.ServerVersion;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.dump.DumpRules;
import org.addonsdata.snapshot.support.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found out about server and rows before and while a dump is loaded. */
class RestoreChecksIT {
    private static final String STAGING = "stage_checks";

    @TempDir Path directory;

    static List<TestDatabase> databases() {
        return TestDatabase.all();
    }

    private RestoreResult restore(TestDatabase database, String dump, Progress progress)
            throws SQLException, IOException {
        var file = Files.writeString(Files.createTempFile(directory, "dump", ".sql"), dump);
        database.recreate(STAGING);
        return new Restorer(database.connections(), progress, new Cancellation())
                .restore(RestoreOptions.of(file, STAGING));
    }

    private RestoreResult restore(TestDatabase database, String dump)
            throws SQLException, IOException {
        return restore(database, dump, Progress.silent());
    }

    private static List<String> read(TestDatabase database, String query) throws SQLException {
        try (var connection = database.connections().open(STAGING)) {
            return Sql.list(connection, row -> row.getString(1), query);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void aRowBeyondTheServersLimitIsNamedBeforeAnyTableIsMade(TestDatabase database)
            throws Exception {
        var limit = setGlobal(database, "max_allowed_packet", "1048576");
        try {
            var dump =
                    "CREATE TABLE notes (id int PRIMARY KEY, t longtext);\nINSERT INTO notes VALUES (1,'small'),(17,'%s'),(18,'x');\n"
                            .formatted("x".repeat(1_100_000));
            assertThatThrownBy(() -> restore(database, dump))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("table notes has a row of 1,100,00")
                    .hasMessageContaining("first value 17")
                    .hasMessageContaining("max_allowed_packet");
            assertThat(read(database, "SHOW TABLES")).isEmpty();
        } finally {
            setGlobal(database, "max_allowed_packet", limit);
        }
    }

    private static String setGlobal(TestDatabase database, String name, String value)
            throws SQLException {
        try (var connection = database.connections().open(null)) {
            var before = Sql.text(connection, "SELECT @@GLOBAL." + name);
            Sql.run(connection, "SET GLOBAL " + name + " = " + value);
            return before;
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void rowsThatAUniqueKeyCannotTellApartAreShown(TestDatabase database) {
        var rows =
                IntStream.range(0, 30_000)
                        .mapToObj(id ->
                                "(%d,'%s','name %d')".formatted(id, "x".repeat(30), id % 29_998))
                        .collect(Collectors.joining(","));
        assertThatThrownBy(() ->
                        restore(
                                database,
                                "CREATE TABLE t (`id` int NOT NULL, `filler` varchar(30), `name` varchar(20), PRIMARY KEY (`id`), UNIQUE KEY `name` (`name`(15)));\nINSERT INTO t VALUES "
                                        + rows
                                        + ";\n"))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION_FAILED))
                .hasMessageContaining("'name 0' and 'name 0' in the rows 0 and 29998")
                .hasMessageContaining("'name 1' and 'name 1' in the rows 1 and 29999");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void aMappedCollationThatPadsShowsTheRowsItMakesEqual(TestDatabase database)
            throws SQLException {
        var padless = "utf8mb4_0900_as_ci";
        try (var connection = database.connections().open(null)) {
            var known =
                    Sql.list(
                            connection,
                            row -> row.getString(1),
                            "SELECT COLLATION_NAME FROM information_schema.COLLATIONS");
            if (known.contains(padless)) {
                return;
            }
        }
        assertThatThrownBy(() ->
                        restore(
                                database,
                                "CREATE TABLE t (`id` int NOT NULL, `s` varchar(50), PRIMARY KEY (`id`), UNIQUE KEY `s` (`s`)) DEFAULT CHARSET=utf8mb4 COLLATE="
                                        + padless
                                        + ";\nINSERT INTO t VALUES (1,'a'),(2,'b'),(3,'a ');\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("equal under the server's collations")
                .hasMessageContaining("'a' and 'a ' in the rows 1 and 3");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void smallTablesComeWithTheirKeysAndForeignKeys(TestDatabase database) throws Exception {
        var dump = new StringBuilder("SET FOREIGN_KEY_CHECKS=0;\n");
        for (int i = 0; i < 250; i++) {
            dump.append(
                    """
                    CREATE TABLE `t%1$d` (`id` int NOT NULL AUTO_INCREMENT, `name` varchar(9), `up` int,
                    PRIMARY KEY (`id`), UNIQUE KEY `name` (`name`), KEY `up` (`up`),
                    CONSTRAINT `fk%1$d` FOREIGN KEY (`up`) REFERENCES `t%2$d` (`id`));
                    INSERT INTO `t%1$d` VALUES (1,'a',1),(2,'b',NULL);
                    """
                            .formatted(i, (i + 1) % 250));
        }
        var result = restore(database, dump.toString());
        assertThat(result.rows()).isEqualTo(500);
        assertThat(
                        read(
                                database,
                                "SELECT COUNT(*) FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = '"
                                        + STAGING
                                        + "'"))
                .containsExactly("250");
        assertThat(
                        read(
                                database,
                                "SELECT COUNT(*) FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = '"
                                        + STAGING
                                        + "'"))
                .containsExactly("750");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void rowsReplaceOthersByEveryUniqueKey(TestDatabase database) throws Exception {
        restore(
                database,
                """
                CREATE TABLE t (id int PRIMARY KEY, name varchar(9), UNIQUE KEY name (name));
                REPLACE INTO t VALUES (1,'a'),(2,'b'),(3,'a');
                INSERT IGNORE INTO t VALUES (4,'b'),(5,'c');
                """);
        assertThat(read(database, "SELECT CONCAT(id, name) FROM t ORDER BY id"))
                .containsExactly("2b", "3a", "5c");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void valuesThatDoNotFitFailAlsoWhereInsertLoadsThem(TestDatabase database) {
        assertThatThrownBy(() ->
                        restore(
                                database,
                                """
                                CREATE TABLE t (id int PRIMARY KEY, n tinyint, l varchar(20) CHARACTER SET latin1);
                                INSERT INTO t VALUES (1, 5, _utf8mb4'é'), (2, 500, NULL);
                                """))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("table t")
                .hasMessageContaining("Out of range");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void anotherServersDumpIsToldBeforeItIsLoaded(TestDatabase database) throws Exception {
        var notes = new CopyOnWriteArrayList<String>();
        var other = database.version().isMariaDb() ? "9.7.4" : "11.4.5-MariaDB";
        restore(
                database,
                "-- a dump\n-- Server version\t" + other + "\n\nCREATE TABLE t (id int);\n",
                new Noted(notes));
        assertThat(notes)
                .anySatisfy(note ->
                        assertThat(note)
                                .contains("this server is " + database.version())
                                .contains(other.replace("-MariaDB", "")));
    }

    /** The file's head says whose default is meant where a table names a character set alone. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("databases")
    void aCharacterSetAloneMeansTheDefaultCollationOfTheDumpsServer(TestDatabase database)
            throws Exception {
        var isMariaDb = database.version().isMariaDb();
        assertThat(collations(database, "5.7.44-log", "-- Server version\t"))
                .containsExactly(
                        "a utf8mb4_general_ci",
                        "b utf8mb4_bin",
                        "c latin1_swedish_ci",
                        "d utf8mb3_general_ci",
                        "e utf8mb4_general_ci");
        assertThat(collations(database, "10.3.39-MariaDB", "-- Server version: "))
                .contains("a utf8mb4_general_ci", "d utf8mb3_general_ci");
        assertThat(collations(database, "8.0.45", "-- Server version\t"))
                .contains(
                        isMariaDb && database.version().compareTo(11, 4) < 0
                                ? "a utf8mb4_uca1400_ai_ci"
                                : "a utf8mb4_0900_ai_ci",
                        "d utf8mb3_general_ci");
        assertThat(collations(database, "11.8.3-MariaDB", "-- Server version\t"))
                .contains(
                        isMariaDb ? "a utf8mb4_uca1400_ai_ci" : "a utf8mb4_0900_ai_ci",
                        isMariaDb ? "d utf8mb3_uca1400_ai_ci" : "d utf8mb3_unicode_520_ci");
    }

    private List<String> collations(TestDatabase database, String server, String head)
            throws Exception {
        restore(
                database,
                """
                %s%s
                CREATE TABLE t (a varchar(9), b varchar(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, c varchar(9) CHARACTER SET latin1,
                  d varchar(20) CHARACTER SET utf8 DEFAULT 'CHARSET=utf8mb4', e varchar(9) CHARACTER SET utf8mb4 COMMENT 'COLLATE x')
                  ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='CHARSET=utf8mb4';
                INSERT INTO t VALUES ('a','b','c','d','e');
                """
                        .formatted(head, server));
        return read(
                database,
                "SELECT CONCAT(COLUMN_NAME, ' ', REPLACE(COLLATION_NAME, 'utf8_', 'utf8mb3_')) FROM information_schema.COLUMNS"
                        + " WHERE TABLE_SCHEMA = '"
                        + STAGING
                        + "' ORDER BY COLUMN_NAME");
    }

    @Test
    void aDumpThatIsDeletedAfterItWasFoundIsNotCalledDamaged() throws IOException {
        var file = Files.writeString(directory.resolve("deleted.sql"), "SELECT 1;\n");
        var dump = DumpFile.at(file);
        Files.delete(file);
        var preflight =
                new Preflight(
                        dump,
                        DumpRules.of(ServerVersion.parse("10.11.6-MariaDB")),
                        new Cancellation());
        assertThatThrownBy(() -> preflight.read(Progress.silent()))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.SNAPSHOT_NOT_FOUND))
                .hasMessageContaining("was deleted");
    }

    @Test
    void tooLittleRoomOnTheDiskIsToldWithWhatIsNeeded() {
        assertThatThrownBy(() -> TargetChecks.requireSpace(5L << 30, 3L << 30, directory))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL))
                .hasMessageContaining("5,120 MB")
                .hasMessageContaining("3,072 MB");
        TargetChecks.requireSpace(3L << 30, 3L << 30, directory);
    }

    /** Keeps notes and nothing else. */
    private record Noted(List<String> notes) implements Progress {
        @Override
        public Task start(String name, Unit unit) {
            return Progress.silent().start(name, unit);
        }

        @Override
        public void note(String message) {
            notes.add(message);
        }
    }
}
