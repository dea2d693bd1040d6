package org.addonsdata.snapshot.dump;

import java.util.regex.Pattern;

/**
 * What begins with a digit, as servers read it: {@code 12}, {@code 1e5}, {@code 0x1f} and {@code
 * 0b1} are numbers, {@code 1ea}, {@code 12_a} and {@code 0xyz} are names (MySQL's {@code
 * MY_LEX_NUMBER_IDENT}).
 */
final class Digits {
    private static final Pattern WHOLE = Pattern.compile("\\d*");
    private static final Pattern EXPONENT = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)[eE]");
    private static final Pattern NAME =
            Pattern.compile(
                    "(?!\\d+[eE]\\d|0x[0-9a-fA-F]+$|0b[01]+$)\\d+[^\\d.+-][^.+-]*", Pattern.DOTALL);

    private Digits() {}

    /** Whether the character is the point of the number that has begun. */
    static boolean isBeforePoint(CharSequence text, int c) {
        return c == '.' && WHOLE.matcher(text).matches();
    }

    /** Whether the character is the sign of its exponent. */
    static boolean isBeforeSign(CharSequence text, int c) {
        return (c == '+' || c == '-') && EXPONENT.matcher(text).matches();
    }

    static boolean isName(CharSequence text) {
        return NAME.matcher(text).matches();
    }
}
