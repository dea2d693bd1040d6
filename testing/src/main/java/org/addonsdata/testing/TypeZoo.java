package org.addonsdata.testing;

import java.util.ArrayList;
import java.util.List;

/** A schema with one of everything. */
public final class TypeZoo {
    private TypeZoo() {}

    /** Everything that a server of either family knows. */
    public static List<String> common() {
        var all = new ArrayList<String>();
        types(all);
        texts(all);
        shapes(all);
        objects(all);
        return all;
    }

    /** With what only that family has. */
    public static List<String> statements(boolean mariaDb) {
        var all = new ArrayList<>(common());
        if (mariaDb) {
            all.add(
                    "CREATE TABLE maria (id int PRIMARY KEY, u uuid, i inet6, j json, k int INVISIBLE, s int DEFAULT 5)");
            all.add(
                    "INSERT INTO maria (id, u, i, j, k) VALUES (1, UUID(), '2001:db8::1', '{\"b\": 1,  \"a\":[1,2]}', 7), (2, NULL, NULL, NULL, NULL)");
            all.add("CREATE SEQUENCE seq START WITH 100 INCREMENT BY 10 CACHE 20");
            all.add("DO NEXTVAL(seq)");
            all.add("CREATE TABLE of_sequence (id bigint DEFAULT NEXTVAL(seq) PRIMARY KEY)");
        } else {
            all.add(
                    "CREATE TABLE mysql_only (id int PRIMARY KEY, j json, g point NOT NULL SRID 4326, k int INVISIBLE, v int GENERATED ALWAYS AS (CAST(j->'$.a' AS SIGNED)) VIRTUAL, SPATIAL KEY g (g), KEY f ((id + 1)), KEY d (id DESC), KEY inv (k) INVISIBLE)");
            all.add(
                    "INSERT INTO mysql_only (id, j, g, k) VALUES (1, '{\"b\": \"it''s \\\\\"q\\\\\" \\\\\\\\ é\", \"a\": 5}', ST_GeomFromText('POINT(10 20)', 4326), 3)");
        }
        return all;
    }

    private static void types(List<String> all) {
        all.add(
                """
                CREATE TABLE numbers (
                  id bigint NOT NULL AUTO_INCREMENT, t tinyint, tu tinyint unsigned, m mediumint, i int zerofill,
                  bu bigint unsigned, d decimal(65,30), f float, f2 float(7,3), db double, db2 double(10,2), b1 bit(1), b64 bit(64), y year,
                  bo bool DEFAULT 1, PRIMARY KEY (id)) COMMENT='it''s; -- a \\\\ comment' AUTO_INCREMENT=4711\
                """);
        all.add(
                "INSERT INTO numbers VALUES (0,-128,255,-8388608,42,18446744073709551615,-12345678901234567890123456789012345.123456789012345678901234567890,3.4028235e38,1234.567,1.7976931348623157e308,12345678.91,b'1',b'1000000000000000000000000000000000000000000000000000000000000001',1901,0),"
                        + "(-5,127,0,8388607,4294967295,0,0.000000000000000000000000000001,1.1754944e-38,-0.001,2.2250738585072014e-308,-0.01,b'0',0,2155,1),"
                        + "(7,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL),"
                        + "(8,0,0,0,0,0,0,0.1,0,-0e0,0,0,255,0,0),"
                        + "(9,0,0,0,0,0,0,16777217,0,0.1,0,0,10,0,0),"
                        + "(10,0,0,0,0,0,0,123456.789,0,12345678901234567,0,0,10,0,0),"
                        + "(11,0,0,0,0,0,0,1e-7,0,1e16,0,0,10,0,0)");
        all.add(
                """
                CREATE TABLE times (id int PRIMARY KEY, d date, dt datetime, dt6 datetime(6), ts timestamp NULL,
                  ts3 timestamp(3) NOT NULL DEFAULT '1970-01-01 08:00:01.000' ON UPDATE CURRENT_TIMESTAMP(3), t time, t6 time(6),
                  c datetime DEFAULT CURRENT_TIMESTAMP)\
                """);
        all.add(
                "INSERT INTO times VALUES (1,'0000-00-00','0000-00-00 00:00:00','9999-12-31 23:59:59.999999','2038-01-19 03:14:07','1970-01-01 00:00:01.001','-838:59:59','838:59:59.000000','2024-02-29 12:00:00'),"
                        + "(2,'2024-02-31','2023-00-00 00:00:00','1000-01-01 00:00:00.000001',NULL,'2024-03-31 02:30:00.5','00:00:00','-00:00:00.000001',NULL)");
        all.add(
                "CREATE TABLE bytes (id int PRIMARY KEY, b binary(5), v varbinary(300), bl longblob, tb tinyblob, g geometry)");
        var everyByte = new StringBuilder("0x");
        for (int i = 0; i < 256; i++) {
            everyByte.append("%02X".formatted(i));
        }
        all.add(
                "INSERT INTO bytes VALUES (1,'a',%s,%s,'',ST_GeomFromText('LINESTRING(0 0, 1.5 -2.25)', 0)),(2,NULL,NULL,NULL,NULL,NULL),(3,0x00,0x5C27,REPEAT(0x0A0D091A00,70000),0x2C0A28,ST_GeomFromText('POINT(1 2)', 4326))"
                        .formatted(everyByte, everyByte));
    }

    private static void texts(List<String> all) {
        all.add(
                """
                CREATE TABLE texts (id int PRIMARY KEY, u4 varchar(200) CHARACTER SET utf8mb4, u3 text CHARACTER SET utf8mb3,
                  l1 varchar(50) CHARACTER SET latin1, g varchar(50) CHARACTER SET gbk, s varchar(50) CHARACTER SET sjis,
                  c varchar(50) CHARACTER SET cp932, u2 varchar(50) CHARACTER SET ucs2, u16 varchar(50) CHARACTER SET utf16,
                  u32 char(5) CHARACTER SET utf32, a char(9) CHARACTER SET ascii,
                  e enum('programmée','it''s','a,b') CHARACTER SET latin1, st set('x','é','z') CHARACTER SET utf8mb4, big longtext)
                DEFAULT CHARSET=utf8mb4\
                """);
        all.add(
                "INSERT INTO texts VALUES (1,'😀 é ''\"\\\\ \\0\\n\\r\\t\\Z \\b %_ ;','日本','programmée','汉字\\\\','表示','①','ü','😀','é😀','x','programmée','x,z','USE mysql; COLLATE utf8mb4_0900_ai_ci -- /* */'),"
                        + "(2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL),"
                        + "(3,'','','','','','','','','','','it''s','',''),"
                        + "(4,'\\\\','\\\\N','\\\\N','N','\\t','\\n','a\\tb','\\\\','\\n','\\\\','a,b','é',REPEAT('é\\n\\t''\\\\',60000)),"
                        + "(5,'NULL','null',_latin1 0x80FF5C27,_gbk 0xC05C,_sjis 0x955C,_cp932 0xED40,'','','','','',0,'')");
        all.add("CREATE TABLE documents (id int PRIMARY KEY, j json, n json NOT NULL)");
        all.add(
                "INSERT INTO documents VALUES (1, '{\"b\": 1,  \"a\":[1,2.50]}', '[]'), (2, NULL, '\"é😀\\\\n\"'), (3, CONCAT('[', REPEAT('\"é\\\\n\",', 450000), '1]'), '3')");
        all.add("CREATE TABLE same_text (a varchar(10) COLLATE utf8mb4_general_ci, b float)");
        all.add(
                "INSERT INTO same_text VALUES ('a',1),('A',1),('a',1),('á',0.1),(NULL,NULL),('A ',1)");
    }

    private static void shapes(List<String> all) {
        all.add("CREATE TABLE empty_table (id int PRIMARY KEY)");
        all.add(
                "CREATE TABLE `select` (`from` int PRIMARY KEY, ` spaced`  int, `back``quote` int, `new\nline */ ;` int, `日本` int)");
        all.add("INSERT INTO `select` VALUES (1,2,3,4,5)");
        all.add(
                "CREATE TABLE ` odd``table\n*/; -- 日本` (id int PRIMARY KEY, KEY ` a``key */` (id))");
        all.add("INSERT INTO ` odd``table\n*/; -- 日本` VALUES (1)");
        all.add(
                "CREATE TABLE computed (id int PRIMARY KEY, a int, v int GENERATED ALWAYS AS (a * 2) VIRTUAL, s int GENERATED ALWAYS AS (a + 1) STORED, UNIQUE KEY v (v), CONSTRAINT positive CHECK (a > 0))");
        all.add("INSERT INTO computed (id, a) VALUES (1, 10), (2, 20)");
        all.add("CREATE TABLE only_generated (v int GENERATED ALWAYS AS (1) VIRTUAL)");
        all.add("INSERT INTO only_generated () VALUES (), ()");
        all.add(
                "CREATE TABLE circle_a (id int PRIMARY KEY, b int, KEY b (b), CONSTRAINT a_to_b FOREIGN KEY (b) REFERENCES circle_b (id) ON DELETE SET NULL)");
        all.add(
                "CREATE TABLE circle_b (id int PRIMARY KEY, a int, self int, KEY a (a), KEY self (self), CONSTRAINT b_to_a FOREIGN KEY (a) REFERENCES circle_a (id), CONSTRAINT b_to_b FOREIGN KEY (self) REFERENCES circle_b (id) ON UPDATE CASCADE)");
        all.add("INSERT INTO circle_a VALUES (1, 1), (2, NULL)");
        all.add("INSERT INTO circle_b VALUES (1, 1, 1), (3, 2, 1)");
        all.add(
                "CREATE TABLE partitioned (id int NOT NULL, y int NOT NULL, PRIMARY KEY (id, y)) PARTITION BY RANGE (y) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE)");
        all.add("INSERT INTO partitioned VALUES (1, 5), (1, 50), (2, 3)");
        all.add(
                "CREATE TABLE late_number (a int, n int NOT NULL AUTO_INCREMENT, t text, PRIMARY KEY (a), KEY k (t(10)), KEY n (n), FULLTEXT KEY ft (t)) AUTO_INCREMENT=99");
        all.add("INSERT INTO late_number VALUES (1, 0, 'words in here'), (2, 5, 'more')");
        all.add(
                "CREATE TABLE by_text (k varchar(20) COLLATE utf8mb4_unicode_ci NOT NULL, n int NOT NULL, UNIQUE KEY k (k, n), UNIQUE KEY n (n))");
        all.add("INSERT INTO by_text VALUES ('b', 1), ('A', 2), ('ä', 3)");
        all.add(
                "CREATE TABLE keys_of_all_kinds (id int PRIMARY KEY, a varchar(50), b int, c int, UNIQUE KEY u (b, c), KEY prefix (a(3)), KEY down (b DESC, c), KEY commented (c) COMMENT 'a key, (with) brackets', KEY same (c))");
        all.add("INSERT INTO keys_of_all_kinds VALUES (1,'x',NULL,1),(2,'y',NULL,1),(3,'z',1,1)");
        var wide = new StringBuilder("CREATE TABLE wide (");
        for (int i = 0; i < 1016; i++) {
            wide.append("c").append(i).append(" tinyint, ");
        }
        all.add(wide.append("PRIMARY KEY (c0))").toString());
        all.add("INSERT INTO wide (c0, c1015) VALUES (1, 2)");
    }

    private static void objects(List<String> all) {
        all.add("CREATE FUNCTION twice(n int) RETURNS int DETERMINISTIC NO SQL RETURN n * 2");
        all.add("CREATE VIEW z_base AS SELECT id, a, twice(a) AS t FROM computed");
        all.add(
                "CREATE VIEW a_above AS SELECT z.id, z.t FROM z_base z JOIN computed g ON g.id = z.id WHERE z.t > 1");
        all.add(
                "CREATE DEFINER=`root`@`localhost` SQL SECURITY INVOKER VIEW m_above AS SELECT COUNT(*) AS n, 'USE x; DEFINER=' AS s FROM a_above");
        all.add(
                "CREATE PROCEDURE `odd ``name`(IN a int) COMMENT 'it''s' BEGIN DECLARE x int; SET x = a; SELECT ';;', x; END");
        all.add(
                "CREATE TRIGGER first_one BEFORE INSERT ON computed FOR EACH ROW SET NEW.a = NEW.a");
        all.add(
                "CREATE DEFINER=`root`@`localhost` TRIGGER a_second BEFORE INSERT ON computed FOR EACH ROW BEGIN SET NEW.a = NEW.a + 0; SET @x = ';;'; END");
        all.add("CREATE TRIGGER after_it AFTER UPDATE ON computed FOR EACH ROW SET @y = 1");
        all.add("SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'");
        all.add("CREATE PROCEDURE \"under ansi\"() SELECT 'a\\', \"id\" FROM \"computed\"");
        all.add("SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'");
        all.add("SET SESSION time_zone = '+05:00'");
        all.add(
                "CREATE EVENT every_day ON SCHEDULE EVERY 1 DAY STARTS '2031-01-01 00:00:00' ON COMPLETION PRESERVE ENABLE COMMENT 'says ENABLE; ;;' DO BEGIN SELECT ';;'; END");
        all.add("SET SESSION time_zone = '+00:00'");
    }
}
