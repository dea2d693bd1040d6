package org.addonsdata.snapshot.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.snapshot.dump.DumpStatement.AlterTable;
import org.addonsdata.snapshot.dump.DumpStatement.CreateObject;
import org.addonsdata.snapshot.dump.DumpStatement.CreateTable;
import org.addonsdata.snapshot.dump.DumpStatement.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements are read as the server at hand reads them, and go to it as they were read. */
class ServersReadingTest {
    @ParameterizedTest
    @CsvSource({
        "/*!,             runs, runs",
        "/*!50003,        runs, runs",
        "/*!50699,        runs, runs",
        "/*!50700,        skips, runs",
        "/*!80000,        skips, runs",
        "/*!99999,        skips, skips",
        "/*!100100,       runs, skips",
        "/*!101106,       runs, skips",
        "/*!101107,       skips, skips",
        "/*!080000,       skips, runs",
        "/*M!,            runs, skips",
        "/*M!50700,       runs, skips",
        "/*M!100100,      runs, skips",
        "/*M!999999,      skips, skips",
    })
    void aConditionalCommentIsCodeForSome(String mark, String onMariaDb, String onMySql) {
        var sql = "SELECT 1 " + mark + " , 2 */";
        assertThat(Definitions.rebuilt(sql, "", Dumps.MARIADB.server()))
                .isEqualTo(onMariaDb.equals("runs") ? "SELECT 1 , 2" : "SELECT 1");
        assertThat(Definitions.rebuilt(sql, "", Dumps.MYSQL.server()))
                .isEqualTo(onMySql.equals("runs") ? "SELECT 1 , 2" : "SELECT 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 /*!1 , 2 */",
                "SELECT 1 /*!5000 , 2 */",
                "SELECT 1 /*!100100, 2 */",
                "SELECT 1 /*!5000000 , 2 */",
                "SELECT 1 /*!50000 /*!50000 , 2 */ */",
                "SELECT 1 /*!99999 , 2 -- */ , 3\n*/",
                "SELECT 1 /*!99999 , 2 # */",
                "SELECT 1 /*!99999 , ' */ , ' */",
                "SELECT 1 /*!99999 /* c */ , 2 */",
                "SELECT 1 /*!99999 , '/*' */",
                "SELECT 1 --\u007f2",
                "SELECT 1 --\u00012",
                "SELECT 1 -- a\0b\n",
                "SELECT 1\u0001",
                "SELECT $$a$$",
                "SELECT `a\0`"
            })
    void whatIsReadInDifferentWaysIsRefused(String sql) {
        for (var rules : List.of(Dumps.MARIADB, Dumps.MYSQL)) {
            assertThatThrownBy(() -> Definitions.rebuilt(sql, "", rules.server()))
                    .isInstanceOf(DataException.class);
        }
    }

    @Test
    void aVariablesQuotesAreThoseOfAText() {
        assertThat(Definitions.rebuilt("SELECT @'a\\', 1 '", "", Dumps.MARIADB.server()))
                .isEqualTo("SELECT @'a\\', 1 '");
        assertThatThrownBy(
                        () -> Definitions.rebuilt("SELECT @'a\\', 1", "", Dumps.MARIADB.server()))
                .hasMessageContaining("has no end");
        assertThat(
                        Definitions.rebuilt(
                                "SELECT @'a\\', 1", "NO_BACKSLASH_ESCAPES", Dumps.MYSQL.server()))
                .isEqualTo("SELECT @'a\\', 1");
    }

    @Test
    void aRoutinesBodyStaysByteForByte() {
        var body = "BEGIN\n  -- it's\n  SELECT 1/* c */ + 2,\tx'41'; # end\nEND";
        var statements =
                Dumps.statements(
                        "DELIMITER ;;\n/*!50003 CREATE*/ /*!50020 DEFINER=`root`@`%`*/ /*!50003 PROCEDURE `p`()\n"
                                + body
                                + " */;;\nCREATE /* c */ DEFINER=root@localhost /* d */ PROCEDURE q() "
                                + body
                                + " ;;\n");
        var first = (CreateObject) statements.get(0);
        assertThat(first.sql()).isEqualTo("CREATE PROCEDURE `p`()\n" + body);
        assertThat(first.definer()).isEqualTo("root@%");
        var second = (CreateObject) statements.get(1);
        assertThat(second.sql()).isEqualTo("CREATE PROCEDURE q() " + body);
    }

    @Test
    void aTablesCommentsAreNoneOfItsParts() {
        var statements =
                Dumps.statements(
                        """
                        CREATE TABLE t ( -- first
                          a int, -- column
                          KEY k (a) -- key
                        ) /*!50100 ENGINE=InnoDB */ -- last
                        ;
                        ALTER TABLE t ADD KEY l (a) -- a
                        , ADD KEY m (a);
                        """);
        var table = (CreateTable) statements.get(0);
        assertThat(table.sql()).doesNotContain("--").contains(") ENGINE=InnoDB");
        assertThat(((AlterTable) statements.get(1)).sql())
                .isEqualTo("ALTER TABLE t ADD KEY l (a) , ADD KEY m (a)");
    }

    @Test
    void twoMinusSignsNeverBeginAComment() {
        assertThat(Definitions.rebuilt("SELECT --1, 2/*!50000*3*/", "", Dumps.MARIADB.server()))
                .isEqualTo("SELECT - -1, 2 *3");
        assertThat(Definitions.rebuilt("SELECT 4 //*!50000 c */*2", "", Dumps.MYSQL.server()))
                .isEqualTo("SELECT 4 / c *2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'ANSI_QUOTES'                         | ANSI_QUOTES",
                "ANSI_QUOTES                           | ANSI_QUOTES",
                "'ansi_quotes,,strict_all_tables'      | ANSI_QUOTES,STRICT_ALL_TABLES",
                "\"NO_BACKSLASH_ESCAPES\"              | NO_BACKSLASH_ESCAPES",
                "CONCAT(@@sql_mode, ',ANSI_QUOTES')    | ANSI_QUOTES",
                "IFNULL(@unset, 'ANSI_QUOTES')         | ANSI_QUOTES",
                "''                                    | ''",
                "DEFAULT                               | ''",
                "'POSTGRESQL' | PIPES_AS_CONCAT,ANSI_QUOTES,IGNORE_SPACE,NO_KEY_OPTIONS,NO_TABLE_OPTIONS,NO_FIELD_OPTIONS,POSTGRESQL",
                "'ANSI' | REAL_AS_FLOAT,PIPES_AS_CONCAT,ANSI_QUOTES,IGNORE_SPACE,ANSI",
            },
            quoteCharacter = '`')
    void theSqlModeIsReadAsServersDo(String value, String mode) {
        var statements =
                Dumps.statements("SET sql_mode = " + value + ";\nCREATE VIEW v AS SELECT 1;");
        assertThat(((CreateObject) statements.get(1)).settings().sqlMode())
                .isEqualTo(mode.replace("''", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'ANSI_QUOTES '",
                "'NO_BACKSLASH_ESCAPES, ANSI_QUOTES'",
                "4",
                "'4'",
                "'NO_SUCH_MODE'",
                "REPLACE(@@sql_mode, 'A', 'B')",
                "(SELECT 'ANSI_QUOTES')",
                "'ANSI' '_QUOTES'"
            })
    void aSqlModeThatOnlyAServerCouldKnowIsRefused(String value) {
        assertThat(Dumps.statements("SET sql_mode = " + value + ";"))
                .allMatch(Refused.class::isInstance);
    }

    @Test
    void aTextOfAFunctionIsTheSameInEverySession() {
        var mode = "SET sql_mode='NO_BACKSLASH_ESCAPES';\n";
        assertThat(Dumps.rows("INSERT INTO t VALUES (UNHEX(/*!50000 '41' */));"))
                .containsExactly(List.of("EXPRESSION:UNHEX( '41' )"));
        assertThatThrownBy(
                        () -> Dumps.rows(mode + "INSERT INTO t VALUES (UNHEX('\\'), ', 1 -- ');"))
                .hasMessageContaining("reads otherwise");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a int COMMENT '\\', b int COMMENT ' ) DATA DIRECTORY=''/tmp'' -- ')",
                "ALTER TABLE t ADD a int COMMENT '\\', ADD b int COMMENT ', RENAME TO u -- '",
                "CREATE SEQUENCE s COMMENT='\\' COMMENT=' ENGINE=FEDERATED -- '"
            })
    void aTableMeansTheSameWithoutTheDumpsSqlMode(String statement) {
        assertThatThrownBy(() ->
                        Dumps.statements(
                                "SET sql_mode='NO_BACKSLASH_ESCAPES';\n" + statement + ";"))
                .hasMessageContaining("reads otherwise");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a int) TABLE mysql.user",
                "CREATE TABLE t (a int) VALUES ROW(1)",
                "CREATE TABLE t (a int) WITH x AS (SELECT 1) SELECT * FROM x",
                "CREATE TABLE t (a int REFERENCES other.x (a))",
                "CREATE TABLE t (a int DEFAULT NEXTVAL(other.s))",
                "CREATE TABLE t (a int AS (`SLEEP`(1)))",
                "CREATE TABLE t (a int, CHECK (GET_LOCK('x', 9)))",
                "CREATE TABLE t (a int) INDEX DIRECTORY '/tmp'",
                "CREATE TABLE t (a int) PARTITION BY HASH (a) PARTITIONS 99 SUBPARTITIONS 99",
                "CREATE VIEW v AS SELECT SLEEP(1)",
                "CREATE VIEW v AS SELECT `BENCHMARK`(1, 2)",
                "CREATE DEFINER=a@b DEFINER=c@d VIEW v AS SELECT 1",
                "CREATE SEQUENCE s ENGINE=FEDERATED",
                "DO SETVAL(s, `SLEEP`(9))",
                "ALTER TABLE t `ADD` KEY (a)",
                "CREATE TRIGGER t BEFORE INSERT ON mysql.user FOR EACH ROW SET @a=1"
            })
    void whatReachesBeyondIsRefused(String statement) {
        assertThat(Dumps.statements(statement + ";")).allMatch(Refused.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (directory int, `select` int, `table` int) ENGINE InnoDB",
                "CREATE TABLE t (a int) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='x'",
                "CREATE TABLE t (a int) WITH SYSTEM VERSIONING",
                "CREATE TABLE t (a int) ENGINE=InnoDB `PAGE_COMPRESSED`='ON'",
                "CREATE TABLE t (a int) PARTITION BY RANGE (a) (PARTITION p VALUES LESS THAN (1) ENGINE = InnoDB)",
                "CREATE TABLE t (a int) PARTITION BY LIST (a) (PARTITION p VALUES IN (1))",
                "CREATE TABLE t (a int, b int AS (a + 1), CHECK (a > 0.5), KEY directory (a))",
                "CREATE SEQUENCE s START WITH 1 INCREMENT BY 1 ENGINE=InnoDB",
                "CREATE PROCEDURE p() BEGIN DO SLEEP(1); DO GET_LOCK('x', 1); END",
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
            })
    void whatDumpsNeedIsNot(String statement) {
        assertThat(Dumps.statements("DELIMITER ;;\n" + statement + ";;"))
                .noneMatch(Refused.class::isInstance);
    }

    @Test
    void aSemicolonBeforeAnotherDelimiterEndsTheSameStatement() {
        var table =
                (CreateTable)
                        Dumps.statements("DELIMITER ;;\nCREATE TABLE t (a int);\n;;").getFirst();
        assertThat(table.sql()).doesNotContain(";");
    }
}
