package org.addonsdata.snapshot.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectStatementTest {
    private static final Definer APPLICATION = new Definer("app", "%");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET @a = 1 | CREATE D TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET @a = 1
                    CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW v AS SELECT 1 | CREATE ALGORITHM=MERGE D SQL SECURITY INVOKER VIEW v AS SELECT 1
                    create or replace function f() returns int return 1 | CREATE D FUNCTION f() returns int return 1
                    CREATE OR REPLACE ALGORITHM=/**/MERGE DEFINER=root@localhost VIEW v AS SELECT 1 | CREATE ALGORITHM=MERGE D VIEW v AS SELECT 1
                    CREATE /* x */ DEFINER=`root`@`localhost` PROCEDURE p() SELECT 1 | CREATE D PROCEDURE p() SELECT 1
                    CREATE DEFINER = 'ro ot' @ 'local' PROCEDURE p() SELECT 1 | CREATE D PROCEDURE p() SELECT 1
                    CREATE DEFINER=CURRENT_ROLE PROCEDURE p() SELECT 1 | CREATE D PROCEDURE p() SELECT 1
                    CREATE DEFINER=CURRENT_USER() AGGREGATE FUNCTION IF NOT EXISTS f() RETURNS INT RETURN 1 | CREATE D AGGREGATE FUNCTION f() RETURNS INT RETURN 1
                    /*!50003 CREATE*/ /*!50017 DEFINER=root@localhost */ /*!50003 TRIGGER `a b` AFTER DELETE ON `t` FOR EACH ROW SET @a = 1 */ | CREATE D TRIGGER `a b` AFTER DELETE ON `t` FOR EACH ROW SET @a = 1
                    CREATE VIEW `own`.`v` AS SELECT `own`.`f`(1), `own`.`f` | CREATE D VIEW `v` AS SELECT `f`(1), `own`.`f`
                    CREATE TRIGGER own.t BEFORE INSERT ON own.a FOR EACH ROW SET @a = 1 | CREATE D TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET @a = 1
                    CREATE PROCEDURE p() BEGIN /* stays */ SELECT 1; -- this | CREATE D PROCEDURE p() BEGIN /* stays */ SELECT 1
                    """)
    void theHeadIsWrittenForTheDefiner(String sql, String expected) {
        assertThat(ObjectStatement.parse(sql, "", "own").of(APPLICATION))
                .isEqualTo(
                        expected.replace("CREATE D ", "CREATE DEFINER=`app`@`%` ")
                                .replace("MERGE D ", "MERGE DEFINER=`app`@`%` "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    CREATE EVENT `ENABLE` ON SCHEDULE EVERY 1 SECOND ENABLE DO SELECT 1 | CREATE EVENT `ENABLE` ON SCHEDULE EVERY 1 SECOND DISABLE DO SELECT 1
                    CREATE EVENT IF NOT EXISTS `DO` ON SCHEDULE EVERY 1 DAY ENABLE DO SELECT 1 | CREATE EVENT `DO` ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1
                    CREATE EVENT enable ON SCHEDULE EVERY 1 SECOND DO SELECT 1 | CREATE EVENT enable ON SCHEDULE EVERY 1 SECOND DISABLE DO SELECT 1
                    CREATE EVENT e ON SCHEDULE EVERY 1 SECOND COMMENT 'DISABLE' DO SELECT 1 | CREATE EVENT e ON SCHEDULE EVERY 1 SECOND DISABLE COMMENT 'DISABLE' DO SELECT 1
                    CREATE EVENT e ON SCHEDULE EVERY 1 SECOND ON COMPLETION NOT PRESERVE DISABLE ON SLAVE DO SELECT 1 | CREATE EVENT e ON SCHEDULE EVERY 1 SECOND ON COMPLETION NOT PRESERVE DISABLE ON SLAVE DO SELECT 1
                    CREATE EVENT e ON SCHEDULE AT (NOW() + INTERVAL 1 DAY) ON COMPLETION PRESERVE DO DO SLEEP(1) | CREATE EVENT e ON SCHEDULE AT (NOW() + INTERVAL 1 DAY) ON COMPLETION PRESERVE DISABLE DO DO SLEEP(1)
                    """)
    void anEventIsDisabledWhereItsStatusStands(String sql, String expected) {
        var statement = ObjectStatement.parse(sql, "", "");
        var asleep = statement.of(APPLICATION, false);
        assertThat(asleep.replace("DEFINER=`app`@`%` ", ""))
                .isEqualToNormalizingWhitespace(expected);
        assertThat(ObjectStatement.parse(asleep, "", "").isAwake()).isFalse();
        assertThat(ObjectStatement.parse(statement.of(APPLICATION, true), "", "").isAwake())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE DEFINER=`root`@`localhost` DEFINER=`root`@`127.0.0.1` PROCEDURE p() SELECT 1",
                "CREATE VIEW other.v AS SELECT 1",
                "CREATE TRIGGER t BEFORE INSERT ON mysql.user FOR EACH ROW SET @a = 1",
                "CREATE TRIGGER other.t BEFORE INSERT ON a FOR EACH ROW SET @a = 1",
                "CREATE USER evil@'127.0.0.1' IDENTIFIED BY 'x'",
                "CREATE OR REPLACE USER evil@'127.0.0.1' IDENTIFIED BY 'x'",
                "CREATE TABLE t (a INT)",
                "CREATE EVENT e DO SELECT 1",
                "DROP VIEW v",
                "CREATE",
                "CREATE DEFINER=root@localhost",
                "CREATE VIEW"
            })
    void anythingElseIsRefused(String sql) {
        assertThatThrownBy(() -> ObjectStatement.parse(sql, "", "own"))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.STATEMENT_REFUSED));
    }

    @Test
    void theAccountIsReadFromTheStatement() {
        var sql =
                "CREATE DEFINER=`a@b`@`10.%` TRIGGER `t` BEFORE INSERT ON `x` FOR EACH ROW SET @a = 1";
        var statement = ObjectStatement.parse(sql, "", "");
        assertThat(statement.definer()).contains(new Definer("a@b", "10.%"));
        assertThat(statement.table()).isEqualTo("x");
        assertThat(ObjectStatement.parse("CREATE VIEW v AS SELECT 1", "", "").definer()).isEmpty();
        assertThat(Definer.parse("a@b@10.%")).isEqualTo(new Definer("a@b", "10.%"));
        assertThat(Definer.parse("writers")).isEqualTo(new Definer("writers", ""));
    }

    @Test
    void hintsAndDollarsOfAServersOwnTextStay() {
        var sql = "CREATE PROCEDURE p() SELECT /*+ MAX_EXECUTION_TIME(5) */ $a FROM t";
        assertThat(ObjectStatement.parse(sql, "", "").of(APPLICATION)).endsWith(sql.substring(7));
    }
}
