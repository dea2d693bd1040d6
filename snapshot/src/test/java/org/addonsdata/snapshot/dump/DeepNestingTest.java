package org.addonsdata.snapshot.dump;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.snapshot.dump.DumpStatement.Refused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is nested deeper than any dump is refused, whatever statement it stands in. */
class DeepNestingTest {
    private static final int DEPTH = 20_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET @z=CONCAT(<'x'>)",
                "SET @z=IFNULL(@unset, <'x'>)",
                "SET @@sql_mode=<'x'>",
                "SET NAMES <utf8>",
                "SET <@z>=1",
                "SET GLOBAL a=<1>",
                "SET PASSWORD = <1>",
                "CREATE TABLE t (a int DEFAULT <1>)",
                "CREATE TABLE t (a int CHECK <1>) ENGINE=InnoDB",
                "CREATE TABLE t (a int) PARTITION BY HASH <a>",
                "CREATE DEFINER=a@b VIEW v AS SELECT <1>",
                "CREATE DEFINER=a@b VIEW v <a> AS SELECT 1",
                "CREATE DEFINER=a@b TRIGGER t BEFORE INSERT ON x FOR EACH ROW SET @a=<1>",
                "CREATE DEFINER=a@b FUNCTION f() RETURNS int RETURN <1>",
                "CREATE DEFINER=a@b PROCEDURE p(<a int>) SELECT 1",
                "CREATE DEFINER=a@b EVENT e ON SCHEDULE EVERY <1> DAY DO SELECT 1",
                "CREATE SEQUENCE s START WITH <1>",
                "ALTER TABLE t ADD CHECK <1>",
                "DROP TABLE <t>",
                "LOCK TABLES <t> WRITE",
                "SELECT SETVAL(<s>, 1)",
                "DO <1>",
                "USE <a>",
                "<SELECT 1>",
                "INSERT INTO t <a> VALUES (1)",
                "INSERT INTO t VALUES (<1>)"
            })
    void isRefused(String statement) {
        for (var opening : List.of("(", "CONCAT(", "IFNULL(@unset,")) {
            var nested =
                    statement.replace("<", opening.repeat(DEPTH)).replace(">", ")".repeat(DEPTH));
            assertThat(isLetThrough(nested)).as(statement).isFalse();
        }
    }

    private static boolean isLetThrough(String statement) {
        try {
            var statements = Dumps.statements((statement + ";\n").getBytes(UTF_8), 1 << 20);
            return statements.stream().noneMatch(Refused.class::isInstance);
        } catch (DataException refusal) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET @a=CONCAT(@a,@a);", "SET @a=CONCAT(@a,@a), @a=CONCAT(@a,@a);"})
    void aVariableThatDoublesTakesNoMemory(String doubling) {
        var dump = "SET @a='twice as long every time';" + doubling.repeat(100);
        assertThat(Dumps.statements(dump.getBytes(UTF_8), 1 << 20)).hasSize(101);
    }
}
