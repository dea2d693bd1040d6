package org.addonsdata.snapshot.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.snapshot.dump.DumpStatement.AlterTable;
import org.addonsdata.snapshot.dump.DumpStatement.CreateObject;
import org.addonsdata.snapshot.dump.DumpStatement.CreateTable;
import org.addonsdata.snapshot.dump.DumpStatement.Drop;
import org.addonsdata.snapshot.dump.DumpStatement.Ignored;
import org.addonsdata.snapshot.dump.DumpStatement.ObjectKind;
import org.addonsdata.snapshot.dump.DumpStatement.Rows;
import org.addonsdata.snapshot.dump.DumpStatement.Schema;
import org.junit.jupiter.api.Test;

class DumpReaderTest {
    @Test
    void readsTheStatementsOfAMysqldump() {
        var statements =
                Dumps.statements(
                        """
                        \ufeff-- MySQL dump 10.13
                        /*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
                        SET @@GLOBAL.GTID_PURGED=/*!80000 '+'*/ 'x:1-4';
                        DROP TABLE IF EXISTS `a;b`;
                        /*!50503 SET character_set_client = utf8mb4 */;
                        CREATE TABLE `a;b` (
                          `id` int NOT NULL COMMENT 'a, (b',
                          `n` decimal(10,2) GENERATED ALWAYS AS (`id` * 2) VIRTUAL,
                          PRIMARY KEY (`id`),
                          UNIQUE KEY `u` (`n`,`id`),
                          KEY `k` (`n` DESC) /*!80000 INVISIBLE */,
                          FULLTEXT KEY `f` (`n`),
                          CONSTRAINT `fk` FOREIGN KEY (`id`) REFERENCES `b` (`id`),
                          CONSTRAINT `positive` CHECK (`id` > 0)
                        ) ENGINE=InnoDB;
                        LOCK TABLES `a;b` WRITE;
                        /*!40000 ALTER TABLE `a;b` DISABLE KEYS */;
                        INSERT INTO `a;b` (`id`) VALUES (1),(2);
                        UNLOCK TABLES;
                        -- Dump completed
                        """);
        assertThat(statements.stream().map(s -> s.getClass().getSimpleName()))
                .containsExactly(
                        "Ignored",
                        "Ignored",
                        "Drop",
                        "Ignored",
                        "CreateTable",
                        "Ignored",
                        "Ignored",
                        "Rows",
                        "Ignored");
        var table = (CreateTable) statements.get(4);
        assertThat(table.name()).isEqualTo("a;b");
        assertThat(table.elements().stream().map(e -> e.kind() + " " + e.name()))
                .containsExactly(
                        "COLUMN id",
                        "COLUMN n",
                        "PRIMARY_KEY ",
                        "UNIQUE_KEY u",
                        "KEY k",
                        "FULLTEXT_KEY f",
                        "FOREIGN_KEY fk",
                        "CHECK positive");
        assertThat(table.sql()).endsWith("(`id` > 0)\n\n) ENGINE=InnoDB");
        assertThat(((Rows) statements.get(7)).columns()).containsExactly("id");
        assertThat(((Rows) statements.get(7)).settings().sqlMode())
                .isEqualTo("NO_AUTO_VALUE_ON_ZERO");
    }

    @Test
    void readsValuesOfEveryForm() {
        assertThat(
                        Dumps.rows(
                                """
                                INSERT INTO t VALUES (1,-2.5e-3,+4,.5,NULL,'it''s \\'\\n\\0\\\\ \\% x\ty',"d""q"),
                                (0x4142,x'43',B'01000001',0b1,_binary 'raw',_latin1'e',_gbk 0xB0A1,TRUE), ( ) ,
                                (ST_GeomFromText('POINT(1 2)', 4326)) /* end */;
                                """))
                .containsExactly(
                        List.of(
                                "NUMBER:1",
                                "NUMBER:-2.5e-3",
                                "NUMBER:4",
                                "NUMBER:.5",
                                "NULL:",
                                "STRING:it's '\n\0\\ \\% x\ty",
                                "STRING:d\"q"),
                        List.of(
                                "BINARY:AB",
                                "BINARY:C",
                                "BINARY:A",
                                "BINARY:\u0001",
                                "BINARY/binary:raw",
                                "INTRODUCED/latin1:e",
                                "INTRODUCED/gbk:\u00b0\u00a1",
                                "NUMBER:1"),
                        List.of(),
                        List.of("EXPRESSION:ST_GeomFromText('POINT(1 2)', 4326)"));
    }

    @Test
    void followsDelimitersAndSqlModes() {
        var statements =
                Dumps.statements(
                        """
                        /*!50003 SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES' */ ;
                        /*!50003 SET collation_connection = utf8mb4_bin */ ;
                        DELIMITER ;;
                        /*!50003 CREATE*/ /*!50017 DEFINER=`root`@`%`*/ /*!50003 TRIGGER "t;r" BEFORE INSERT ON `x`
                        FOR EACH ROW BEGIN SET NEW.a = 'back\\'; SET @q = ';'; -- it's
                        END */;;
                        DELIMITER ;
                        CREATE DEFINER=CURRENT_USER() PROCEDURE p() SELECT 1;
                        """);
        var trigger = (CreateObject) statements.get(2);
        assertThat(trigger.kind()).isEqualTo(ObjectKind.TRIGGER);
        assertThat(trigger.name()).isEqualTo("t;r");
        assertThat(trigger.table()).isEqualTo("x");
        assertThat(trigger.sql()).contains("TRIGGER \"t;r\"").doesNotContain("root");
        assertThat(trigger.settings().sqlMode()).isEqualTo("ANSI_QUOTES,NO_BACKSLASH_ESCAPES");
        assertThat(trigger.settings().collation()).isEqualTo("utf8mb4_bin");
        assertThat(((CreateObject) statements.get(3)).sql())
                .isEqualTo("CREATE PROCEDURE p() SELECT 1");
    }

    @Test
    void restoresSettingsFromUserVariables() {
        var statements =
                Dumps.statements(
                        """
                        SET time_zone = "+02:00";
                        SET @saved = @@sql_mode, sql_mode = 'ANSI_QUOTES';
                        SET @old_tz := @@SESSION.time_zone, @@session.time_zone = '+00:00';
                        SET sql_mode = @saved, TIME_ZONE=@OLD_TZ;
                        INSERT INTO t VALUES (1);
                        """);
        var rows = (Rows) statements.getLast();
        assertThat(rows.settings().sqlMode()).isEmpty();
        assertThat(rows.settings().timeZone()).isEqualTo("+02:00");
    }

    @Test
    void passesOverTheSandboxMarkAnywhere() {
        assertThat(
                        Dumps.statements(
                                "/*M!999999\\- enable the sandbox mode */ \nUSE x;\n/*M!999999\\- enable the sandbox mode */;"))
                .containsExactly(new Schema(new Location(41, 2, 1), "x"));
    }

    @Test
    void readsWhatPhpMyAdminAddsAfterTheRows() {
        var statements =
                Dumps.statements(
                        """
                        START TRANSACTION;
                        ALTER TABLE `t` ADD PRIMARY KEY (`id`), ADD KEY `k` (`a`);
                        ALTER TABLE `t` MODIFY `id` int NOT NULL AUTO_INCREMENT, AUTO_INCREMENT=5;
                        COMMIT;
                        """);
        assertThat(statements).hasSize(4);
        assertThat(statements.get(1)).isInstanceOf(AlterTable.class);
        assertThat(statements.get(2)).isInstanceOf(AlterTable.class);
    }

    @Test
    void readsDropsOfPlaceholders() {
        assertThat(Dumps.statements("/*!50001 DROP VIEW IF EXISTS `v`*/;"))
                .containsExactly(new Drop(Location.START, "VIEW", "v"));
    }

    @Test
    void namesLineAndColumnOfAnError() {
        assertThatThrownBy(
                        () -> Dumps.statements("COMMIT;\n\n  INSERT INTO t VALUES (1,\n  oops);"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 4, column 7")
                .hasMessageContaining("oops");
    }

    @Test
    void findsTheEndOfACutOffFile() {
        for (var cut :
                List.of(
                        "INSERT INTO t VALUES (1),(2",
                        "INSERT INTO t VALUES ('abc",
                        "CREATE TABLE t (a int)",
                        "INSERT INTO t VALUES (1)",
                        "/* comment",
                        "/*!50001 DROP VIEW v")) {
            assertThatThrownBy(() -> Dumps.statements(cut))
                    .as(cut)
                    .isInstanceOf(DataException.class);
        }
    }

    @Test
    void acceptsAFileWithNothingInIt() {
        assertThat(Dumps.statements("")).isEmpty();
        assertThat(Dumps.statements("-- nothing\n;;;\n# nothing")).isEmpty();
    }

    @Test
    void passesOverAByteOrderMark() {
        var dump = "CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);\n";
        assertThat(Dumps.statements("\uFEFF" + dump)).hasSameSizeAs(Dumps.statements(dump));
    }

    @Test
    void readsTheSameWhereverTheBytesAreCut() {
        var dump =
                "INSERT INTO t (`a`) VALUES ('x\\'y',_binary '\\0','é''😀');CREATE VIEW v AS SELECT 1;\n"
                        .repeat(3)
                        .getBytes(StandardCharsets.UTF_8);
        var whole = Dumps.statements(dump, dump.length);
        for (int piece = 1; piece < 40; piece++) {
            assertThat(Dumps.statements(dump, piece)).isEqualTo(whole);
        }
    }

    @Test
    void ignoresWhatOnlyClientsNeed() {
        assertThat(
                        Dumps.statements(
                                "SET NAMES utf8mb4; UNLOCK TABLES; BEGIN; COMMIT; START TRANSACTION;"))
                .allMatch(Ignored.class::isInstance);
    }
}
