package org.addonsdata.snapshot.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.addonsdata.snapshot.database.Column;
import org.addonsdata.snapshot.format.RowHash;
import org.addonsdata.snapshot.wire.RowReceiver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Compares with the plainest code that does the same, a byte at a time. */
class RowEncoderTest {
    private static final List<Column> COLUMNS =
            List.of(
                    column("int", ""),
                    column("double", ""),
                    column("datetime", ""),
                    column("varchar", "utf8mb4"),
                    column("blob", ""),
                    column("varchar", "latin1"),
                    column("varchar", "utf16"),
                    column("uuid", ""),
                    column("json", "utf8mb4"),
                    column("bit", ""));

    private static Column column(String type, String charset) {
        return new Column("c", type, charset, false, false);
    }

    /** Keeps what it is given. */
    private static final class Kept implements BlockSink {
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private final List<Integer> lengths = new ArrayList<>();

        @Override
        public RowBlock take() {
            return new RowBlock();
        }

        @Override
        public void put(RowBlock block) {
            text.write(block.bytes, 0, block.length);
            for (int row = 0; row < block.rows; row++) {
                lengths.add(block.lengths[row]);
            }
        }
    }

    @RepeatedTest(60)
    void rowsAreTheSameHoweverTheyCome(RepetitionInfo repetition) throws InterruptedException {
        var random = new Random(repetition.getCurrentRepetition());
        var together = new Kept();
        var inPieces = new Kept();
        var whole = new RowEncoder(COLUMNS, together);
        var pieces = new RowEncoder(COLUMNS, inPieces);
        var expected = new ByteArrayOutputStream();
        var checksum = 0L;
        var largest = 0;
        var areLong = repetition.getCurrentRepetition() % 3 == 0;
        var rows = areLong ? 8 : 40;
        for (int i = 0; i < rows; i++) {
            var values = values(random, areLong ? 300_000 : 300);
            var row = packet(values);
            whole.row(padded(row), 0, row.length);
            feed(pieces, row, random);
            var text = text(values);
            expected.writeBytes(text);
            checksum += RowHash.of(text, 2, text.length - 2);
            largest = Math.max(largest, text.length - 2);
        }
        whole.finish();
        pieces.finish();
        assertThat(together.text.toByteArray()).isEqualTo(expected.toByteArray());
        assertThat(inPieces.text.toByteArray()).isEqualTo(expected.toByteArray());
        assertThat(inPieces.lengths).isEqualTo(together.lengths);
        assertThat(List.of(whole.checksum(), whole.largestRowBytes(), whole.rows()))
                .isEqualTo(List.of(pieces.checksum(), pieces.largestRowBytes(), pieces.rows()))
                .isEqualTo(List.of(checksum, (long) largest, (long) rows));
    }

    @Test
    void aRowLongerThanAStatementIsGivenAwayBeforeItsEnd() throws InterruptedException {
        var kept = new Kept();
        var encoder = new RowEncoder(List.of(column("longtext", "utf8mb4")), kept);
        encoder.piece(padded(new byte[] {(byte) 0xfe, 0, 0, 32, 0, 0, 0, 0, 0}), 0, 9);
        var piece = new byte[1 << 16];
        Arrays.fill(piece, (byte) '\n');
        for (int i = 0; i < 32; i++) {
            encoder.piece(padded(piece), 0, piece.length);
        }
        assertThat(kept.lengths).containsExactly(RowBlock.ENDLESS);
        assertThat(kept.text.size()).isGreaterThan(3_000_000);
        encoder.endOfPieces();
        encoder.finish();
        assertThat(encoder.largestRowBytes()).isEqualTo(2L * (32 << 16) + 4);
        assertThat(kept.text.size()).isEqualTo(2 * (32 << 16) + 6);
    }

    private static void feed(RowReceiver receiver, byte[] row, Random random)
            throws InterruptedException {
        for (int place = 0; place < row.length; ) {
            var count = Math.min(row.length - place, 1 + random.nextInt(row.length));
            receiver.piece(padded(Arrays.copyOfRange(row, place, place + count)), 0, count);
            place += count;
        }
        receiver.endOfPieces();
    }

    /** What lies behind a value may be anything. */
    private static byte[] padded(byte[] row) {
        var bytes = Arrays.copyOf(row, row.length + RowReceiver.SLACK_BYTES);
        Arrays.fill(bytes, row.length, bytes.length, (byte) '\'');
        return bytes;
    }

    private static List<byte @Nullable []> values(Random random, int longest) {
        var values = new ArrayList<byte @Nullable []>();
        for (var column : COLUMNS) {
            values.add(
                    random.nextInt(6) == 0
                            ? null
                            : switch (column.kind()) {
                                case NUMBER -> ascii("-" + random.nextInt(1000));
                                case FLOATING -> ascii(random.nextBoolean() ? "1.5" : "-1.25e-7");
                                case TEMPORAL -> ascii("2024-02-29 12:34:56.000001");
                                default -> anything(random, longest);
                            });
        }
        return values;
    }

    private static byte[] anything(Random random, int longest) {
        var bytes = new byte[random.nextInt(longest)];
        switch (random.nextInt(3)) {
            case 0 -> random.nextBytes(bytes);
            case 1 -> Arrays.fill(bytes, (byte) "'\\\n\r\0\032".charAt(random.nextInt(6)));
            default -> {
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) (random.nextInt(20) == 0 ? '\'' : 'a' + random.nextInt(26));
                }
            }
        }
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] packet(List<byte @Nullable []> values) {
        var packet = new ByteArrayOutputStream();
        for (var value : values) {
            if (value == null) {
                packet.write(0xfb);
                continue;
            }
            var head = value.length < 251 ? 0 : value.length < 1 << 16 ? 2 : 3;
            packet.write(head == 0 ? value.length : head == 2 ? 0xfc : 0xfd);
            for (int i = 0; i < head; i++) {
                packet.write(value.length >> 8 * i);
            }
            packet.writeBytes(value);
        }
        return packet.toByteArray();
    }

    private static byte[] text(List<byte @Nullable []> values) {
        var text = new ByteArrayOutputStream();
        text.writeBytes(ascii(",\n("));
        for (int i = 0; i < values.size(); i++) {
            text.writeBytes(ascii(i == 0 ? "" : ","));
            var value = values.get(i);
            text.writeBytes(value == null ? ascii("NULL") : text(COLUMNS.get(i), value));
        }
        text.write(')');
        return text.toByteArray();
    }

    private static byte[] text(Column column, byte[] value) {
        return switch (column.kind()) {
            case NUMBER -> value;
            case FLOATING ->
                    new String(value, StandardCharsets.US_ASCII).contains("e")
                            ? value
                            : ascii(new String(value, StandardCharsets.US_ASCII) + "E0");
            case BIT, BYTES -> hex("", value);
            case UTF8, JSON, TEMPORAL, SPELLED -> quoted(value);
            case OTHER_TEXT -> {
                var plain = !column.isWide();
                for (var b : value) {
                    plain &= b >= 0;
                }
                yield plain ? quoted(value) : hex("_" + column.charset() + " ", value);
            }
        };
    }

    private static byte[] hex(String introducer, byte[] value) {
        var digits = HexFormat.of().withUpperCase().formatHex(value);
        return ascii(introducer + (value.length == 0 ? "''" : "0x") + digits);
    }

    private static byte[] quoted(byte[] value) {
        var text = new ByteArrayOutputStream();
        text.write('\'');
        for (var b : value) {
            switch (b) {
                case 0 -> text.writeBytes(ascii("\\0"));
                case '\n' -> text.writeBytes(ascii("\\n"));
                case '\r' -> text.writeBytes(ascii("\\r"));
                case 26 -> text.writeBytes(ascii("\\Z"));
                case '\'' -> text.writeBytes(ascii("\\'"));
                case '\\' -> text.writeBytes(ascii("\\\\"));
                default -> text.write(b);
            }
        }
        text.write('\'');
        return text.toByteArray();
    }
}
