package org.addonsdata.snapshot.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.snapshot.dump.DumpStatement.Refused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each statement is refused by name of its line, plain and inside conditional comments. */
class HarmfulDumpsTest {
    static Stream<String> statements() {
        return Stream.of(
                "system id",
                "source /etc/passwd",
                "USE mysql",
                "CREATE DATABASE mysql",
                "DROP DATABASE olympia",
                "INSERT INTO mysql.user VALUES (1)",
                "INSERT INTO `other`.`t` (`a`) VALUES (1)",
                "REPLACE INTO other.t VALUES (1)",
                "DROP TABLE other.t",
                "DROP TABLE IF EXISTS a, other.t",
                "CREATE TABLE other.t (a int)",
                "CREATE TABLE t (a int) ENGINE=FEDERATED CONNECTION='mysql://x'",
                "CREATE TABLE t (a int) DATA DIRECTORY='/tmp'",
                "CREATE TABLE t (a int) SELECT * FROM mysql.user",
                "CREATE TABLE t LIKE mysql.user",
                "CREATE TABLE t (LIKE mysql.user)",
                "CREATE TABLE t AS SELECT * FROM mysql.user",
                "CREATE TABLE t (a int) ENGINE=MERGE UNION=(mysql.x)",
                "ALTER TABLE t RENAME TO other.t",
                "ALTER TABLE other.t ADD KEY (a)",
                "ALTER TABLE t ADD KEY (a), DISCARD TABLESPACE",
                "RENAME TABLE a TO other.a",
                "UPDATE mysql.user SET a = 1",
                "DELETE FROM t",
                "TRUNCATE TABLE t",
                "GRANT ALL ON *.* TO x",
                "REVOKE ALL ON *.* FROM x",
                "CREATE USER x",
                "ALTER USER root IDENTIFIED BY 'x'",
                "DROP USER root",
                "SET PASSWORD = 'x'",
                "SET PASSWORD FOR root = 'x'",
                "SET ROLE admin",
                "SET DEFAULT ROLE ALL TO x",
                "SET GLOBAL general_log = 1",
                "SET @@GLOBAL.general_log = 1",
                "SET sql_mode = '', GLOBAL local_infile = 1",
                "SET PERSIST max_connections = 1",
                "SET @@PERSIST_ONLY.max_connections = 1",
                "SET STATEMENT sql_mode='' FOR DROP DATABASE x",
                "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE t",
                "LOAD XML LOCAL INFILE '/etc/passwd' INTO TABLE t",
                "SELECT 1 INTO OUTFILE '/tmp/x'",
                "SELECT LOAD_FILE('/etc/passwd')",
                "INSERT INTO t VALUES (LOAD_FILE('/etc/passwd'))",
                "INSERT INTO t VALUES ((SELECT 1))",
                "INSERT INTO t VALUES (CONVERT(LOAD_FILE('/etc/passwd') USING utf8))",
                "INSERT INTO t VALUES (SLEEP(1))",
                "INSERT INTO t VALUES (@@version)",
                "INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a = LOAD_FILE('x')",
                "INSERT INTO t SELECT * FROM mysql.user",
                "INSERT INTO t SET a = LOAD_FILE('x')",
                "CREATE FUNCTION f RETURNS STRING SONAME 'evil.so'",
                "INSTALL PLUGIN x SONAME 'evil.so'",
                "UNINSTALL PLUGIN x",
                "INSTALL COMPONENT 'file://x'",
                "CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (HOST 'x')",
                "CREATE TABLESPACE s ADD DATAFILE 'x'",
                "CREATE VIEW v AS SELECT LOAD_FILE('/etc/passwd')",
                "CREATE VIEW other.v AS SELECT 1",
                "CREATE TRIGGER other.t BEFORE INSERT ON x FOR EACH ROW SET @a = 1",
                "CREATE TRIGGER t BEFORE INSERT ON other.x FOR EACH ROW SET @a = 1",
                "CREATE PROCEDURE p() SELECT 1 INTO OUTFILE '/tmp/x'",
                "CREATE PROCEDURE p() GRANT ALL ON *.* TO x",
                "CREATE PROCEDURE p() SET GLOBAL general_log = 1",
                "CREATE EVENT e ON SCHEDULE EVERY 1 SECOND DO CREATE USER x",
                "CHANGE MASTER TO MASTER_HOST='x'",
                "CHANGE REPLICATION SOURCE TO SOURCE_HOST='x'",
                "PREPARE s FROM 'DROP DATABASE x'",
                "EXECUTE s",
                "CALL p()",
                "FLUSH PRIVILEGES",
                "KILL 1",
                "SHUTDOWN",
                "BINLOG 'x'",
                "HANDLER t OPEN",
                "LOCK INSTANCE FOR BACKUP",
                "START SLAVE",
                "RESET MASTER",
                "DO SLEEP(10)",
                "DO SETVAL(s, (SELECT 1))",
                "ALTER INSTANCE ROTATE INNODB MASTER KEY");
    }

    @ParameterizedTest
    @MethodSource("statements")
    void isRefused(String statement) {
        assertThat(refusal("COMMIT;\n" + statement + ";\n")).contains("line 2");
    }

    @ParameterizedTest
    @MethodSource("statements")
    void isRefusedInsideConditionalComments(String statement) {
        assertThat(refusal("COMMIT;\n/*!50003 " + statement + "*/;\n")).contains("line 2");
        assertThat(refusal("COMMIT;\n/*M!100100 " + statement + " */;\n")).contains("line 2");
        assertThat(refusal("COMMIT;\n/*! " + statement + " */;\n")).contains("line 2");
        var words = statement.split(" ", 2);
        var rest = words.length > 1 ? words[1] : "";
        assertThat(refusal("COMMIT;\n/*!40000 " + words[0] + "*/ /* x */ " + rest + ";\n"))
                .contains("line 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\! id",
                "\\. /etc/passwd",
                "COMMIT \\! id",
                "/*!50003 \\! id */",
                "/*M!999999\\! id */",
                "/*M!999999\\- disable the sandbox */",
                "-- a name with a newline\n\\! id",
                "/*!50001 DROP TABLE a; DROP DATABASE b */",
                "/*!50001 /*!50001 DROP DATABASE b */ */",
                "SELECT /*+ SET_VAR(x=1) */ 1",
                "DELIMITER \\!\nCOMMIT",
                "COMMIT\0"
            })
    void clientCommandsAndTricksAreRefused(String text) {
        assertThat(refusal(text + ";\n")).contains("line ");
    }

    private static String refusal(String dump) {
        try {
            return Dumps.statements(dump).stream()
                    .filter(Refused.class::isInstance)
                    .map(Refused.class::cast)
                    .map(refused -> refused.location() + ": " + refused.reason())
                    .findFirst()
                    .orElse("nothing was refused");
        } catch (DataException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.STATEMENT_REFUSED);
            return e.messageText();
        }
    }
}
