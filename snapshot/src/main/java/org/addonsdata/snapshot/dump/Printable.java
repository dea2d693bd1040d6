package org.addonsdata.snapshot.dump;

import java.util.regex.Pattern;

/** A dump's names and texts as they may stand in a message. */
final class Printable {
    /** Controls, and the marks that turn the direction of what follows. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}\\p{Cn}]");

    private static final int MAX_CHARACTERS = 300;
    private static final int MAX_WORD_CHARACTERS = 64;

    private Printable() {}

    static String text(String text) {
        return cut(text, MAX_CHARACTERS);
    }

    static String word(String text) {
        return cut(text, MAX_WORD_CHARACTERS);
    }

    private static String cut(String text, int limit) {
        var seen = text.length() > limit ? text.substring(0, limit) + "…" : text;
        return UNSEEN.matcher(seen).replaceAll("?");
    }
}
