package org.addonsdata.testkit.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Inputs that are nearly right, or not at all; the same seed gives the same ones. */
final class Mutations {
    private static final int MOST_CHANGES = 6;
    private static final int MOST_CUT_BYTES = 40;
    private static final int MOST_REPETITIONS = 3_000;
    private static final int RARELY = 40;
    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "-1",
                    "-0",
                    "1e400",
                    "1e-400",
                    "0.5",
                    "2147483648",
                    "9223372036854775807",
                    "9223372036854775808",
                    "1e999999999",
                    "1".repeat(1_200));
    private static final List<String> ANYWHERE =
            List.of(
                    "\0",
                    "\n",
                    "\r\n",
                    "\t",
                    " ",
                    "\ufeff",
                    "\u2028",
                    "\ud83d\ude00",
                    "%",
                    "%zz",
                    "%00",
                    "\\",
                    "\"",
                    "'",
                    "/",
                    "..",
                    "../../",
                    ":",
                    ",",
                    "@",
                    "?",
                    "&",
                    "#",
                    "=",
                    "[",
                    "]",
                    "{",
                    "}",
                    "null",
                    "true",
                    "\\u0000",
                    "\\ud800");

    private final Random random;
    private final List<String> examples;
    private final List<String> pieces;

    Mutations(Random random, List<String> examples, List<String> pieces) {
        this.random = random;
        this.examples = examples;
        this.pieces = pieces;
    }

    byte[] next() {
        var bytes = oneOf(examples).getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(MOST_CHANGES); i >= 0; i--) {
            bytes = changed(bytes);
        }
        return bytes;
    }

    private byte[] changed(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int cut = Math.min(random.nextInt(MOST_CUT_BYTES), bytes.length - at);
        return switch (random.nextInt(8)) {
            case 0 -> spliced(bytes, at, 0, oneOf(pieces));
            case 1 -> spliced(bytes, at, cut, oneOf(pieces));
            case 2 -> spliced(bytes, at, 0, oneOf(ANYWHERE));
            case 3 -> spliced(bytes, at, cut, "");
            case 4 -> withOtherByte(bytes, at);
            case 5 -> withOtherNumber(bytes, at);
            case 6 -> random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : withOtherByte(bytes, at);
            default ->
                    random.nextInt(RARELY) == 0
                            ? spliced(
                                    bytes,
                                    at,
                                    0,
                                    oneOf(random.nextBoolean() ? pieces : ANYWHERE)
                                            .repeat(random.nextInt(MOST_REPETITIONS)))
                            : spliced(
                                    bytes,
                                    random.nextInt(bytes.length + 1),
                                    0,
                                    new String(bytes, at, cut, StandardCharsets.ISO_8859_1));
        };
    }

    private byte[] withOtherByte(byte[] bytes, int at) {
        if (bytes.length == 0) {
            return bytes;
        }
        var other = bytes.clone();
        other[Math.min(at, bytes.length - 1)] = (byte) random.nextInt();
        return other;
    }

    /** In place of the digits that come next, if any do. */
    private byte[] withOtherNumber(byte[] bytes, int from) {
        int start = from;
        while (start < bytes.length && !isDigit(bytes[start])) {
            start++;
        }
        int end = start;
        while (end < bytes.length && isDigit(bytes[end])) {
            end++;
        }
        return spliced(bytes, start, end - start, oneOf(NUMBERS));
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }

    private static byte[] spliced(byte[] bytes, int at, int cut, String piece) {
        var inserted = piece.getBytes(StandardCharsets.UTF_8);
        var result = Arrays.copyOf(bytes, bytes.length - cut + inserted.length);
        System.arraycopy(inserted, 0, result, at, inserted.length);
        System.arraycopy(bytes, at + cut, result, at + inserted.length, bytes.length - at - cut);
        return result;
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
