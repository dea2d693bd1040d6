package org.addonsdata.snapshot.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.errors.DataException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Any bytes end in statements, or in an error with line and column; they are read the same wherever
 * they are cut, without hanging, and with memory for one definition. A failure prints its seed.
 */
class DumpFuzzTest {
    private static final long LONG_BYTES = 80L << 20;
    private static final List<String> PIECES =
            List.of(
                    "INSERT INTO t VALUES ",
                    "REPLACE INTO `t` (`a`,`b`) VALUES ",
                    "('",
                    "'",
                    "''",
                    "\\",
                    "\\'",
                    "`",
                    "\"",
                    "/*!50001 ",
                    "/*!50003 CREATE*/ ",
                    "/*M!",
                    "/*M!999999\\- enable the sandbox mode */",
                    "*/",
                    "/*",
                    "-- ",
                    "#",
                    "\n",
                    ";",
                    "DELIMITER ;;\n",
                    "DELIMITER ;\n",
                    ";;",
                    "(",
                    ")",
                    "),(",
                    ",",
                    "1,-2,.5,1e-3",
                    "0x",
                    "0x4G",
                    "x'41'",
                    "b'01",
                    "_utf8 ",
                    "_binary '",
                    "CREATE TABLE t (",
                    "a int",
                    ") ENGINE=",
                    "SET sql_mode=",
                    "SET NAMES ",
                    "'ANSI_QUOTES'",
                    "'NO_BACKSLASH_ESCAPES'",
                    "CREATE DEFINER=a@b VIEW v AS ",
                    "\u00e9",
                    "\0",
                    "NULL",
                    "1e",
                    "@",
                    "@@GLOBAL.",
                    "ALTER TABLE t ADD ",
                    "CREATE TRIGGER t BEFORE INSERT ON x",
                    "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO ",
                    "DROP TABLE ",
                    "SELECT SETVAL(",
                    "SET @a=");

    @Test
    void anyBytesEndInStatementsOrAnError() {
        fuzz(20261122L, 8_000);
    }

    @Test
    @Tag("slow")
    @Timeout(180)
    void anyBytesEndInStatementsOrAnErrorForAMinute() {
        var end = Deadline.after(Duration.ofSeconds(60));
        for (var seed = System.nanoTime(); !end.isOver(); seed++) {
            fuzz(seed, 5_000);
        }
    }

    private static void fuzz(long seed, int rounds) {
        var random = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            var bytes = bytes(random);
            var description =
                    "seed %d, round %d: %s"
                            .formatted(seed, round, new String(bytes, StandardCharsets.ISO_8859_1));
            var whole = outcome(bytes, bytes.length + 1, description);
            var cut = outcome(bytes, 1 + random.nextInt(bytes.length + 1), description);
            assertThat(cut).as(description).isEqualTo(whole);
        }
    }

    private static byte[] bytes(Random random) {
        var bytes = new ByteArrayOutputStream();
        for (int i = random.nextInt(20); i >= 0; i--) {
            if (random.nextInt(12) == 0) {
                bytes.write(random.nextInt(256));
            } else {
                bytes.writeBytes(
                        PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** The statements, or the error, as text. */
    private static String outcome(byte[] bytes, int pieceBytes, String description) {
        try {
            return Dumps.statements(bytes, pieceBytes).toString();
        } catch (DataException expected) {
            assertThat(expected.messageText()).as(description).containsPattern("line \\d+, column");
            return expected.messageText();
        } catch (RuntimeException bug) {
            throw new AssertionError(description, bug);
        }
    }

    @Test
    @Timeout(60)
    void whatNeverEndsNeedsNoMoreMemoryThanADefinition() {
        for (var beginning :
                List.of("CREATE TABLE t (a int COMMENT '", "SELECT `", "/*!50001 CREATE VIEW v ")) {
            assertThatThrownBy(() -> read(beginning, "x"))
                    .as(beginning)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("longer than");
        }
        for (var beginning :
                List.of("INSERT INTO t VALUES ('", "/* ", "-- ", "INSERT INTO t VALUES (0x")) {
            assertThat(read(beginning, "4")).as(beginning).isGreaterThanOrEqualTo(LONG_BYTES);
        }
    }

    /** Reads a beginning and one byte over and over; how much was taken when the bytes ran out. */
    private static long read(String beginning, String repeated) {
        var source = new Endless(beginning, (byte) repeated.charAt(0));
        var statements = new ArrayList<DumpStatement>();
        try {
            var reader = new DumpReader(source, Dumps.MARIADB);
            for (var next = reader.next(); next != null; next = reader.next()) {
                statements.add(next);
            }
        } catch (DataException e) {
            if (source.left > 0) {
                throw e;
            }
        }
        assertThat(statements).hasSizeLessThan(2);
        return source.taken;
    }

    private static final class Endless extends InputStream {
        private final byte[] beginning;
        private final byte repeated;
        private long taken;
        private long left = LONG_BYTES;

        Endless(String beginning, byte repeated) {
            this.beginning = beginning.getBytes(StandardCharsets.UTF_8);
            this.repeated = repeated;
        }

        @Override
        public int read() {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            for (int i = 0; i < length; i++) {
                var place = taken + i;
                target[offset + i] = place < beginning.length ? beginning[(int) place] : repeated;
            }
            taken += length;
            left -= length;
            return length;
        }
    }
}
