package org.addonsdata.addons.reference;

import java.util.regex.Pattern;

/**
 * The number by which addons-server orders application versions, such as 4000000200100 for 4.0: the
 * major part, three minor parts, alpha (0), beta (1) or neither (2), its number, whether it is a
 * pre-release (0) or not (1), and that one's number. Parts have two digits and end at 99; {@code *}
 * is the largest value of its part and of those left out after it.
 */
public final class VersionCode {
    private static final Pattern VERSION =
            Pattern.compile(
                    "(\\d+|\\*)\\.?(\\d+|\\*)?\\.?(\\d+|\\*)?\\.?(\\d+|\\*)?([ab]?)(\\d*)(pre)?(\\d)?.*");
    private static final int LARGEST_MAJOR = 65535;
    private static final int LARGEST_MINOR = 99;
    private static final int MINOR_PARTS = 3;

    private VersionCode() {}

    /** The code of a version; text that is none has the code of version 0. */
    public static long of(String version) {
        var match = VERSION.matcher(version);
        if (!match.matches()) {
            return of("0");
        }
        long code = part(match.group(1), false, LARGEST_MAJOR);
        var open = isAny(match.group(1));
        for (int i = 0; i < MINOR_PARTS; i++) {
            var text = match.group(2 + i);
            open = text == null ? open : isAny(text);
            code = code * 100 + part(text, open, LARGEST_MINOR);
        }
        code = code * 10 + stage(match.group(5));
        code = code * 100 + part(match.group(6), false, LARGEST_MINOR);
        code = code * 10 + (match.group(7) == null ? 1 : 0);
        return code * 100 + part(match.group(8), false, LARGEST_MINOR);
    }

    private static boolean isAny(String text) {
        return text.equals("*");
    }

    private static int part(
            @org.jspecify.annotations.Nullable String text, boolean open, int largest) {
        if (text == null || text.isEmpty()) {
            return open ? largest : 0;
        }
        if (isAny(text)) {
            return largest;
        }
        return text.length() > 9 ? largest : Math.min(Integer.parseInt(text), largest);
    }

    private static int stage(String letter) {
        return switch (letter) {
            case "a" -> 0;
            case "b" -> 1;
            default -> 2;
        };
    }
}
