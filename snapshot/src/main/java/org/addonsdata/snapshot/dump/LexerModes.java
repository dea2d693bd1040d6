package org.addonsdata.snapshot.dump;

import java.util.Locale;

/**
 * What of the session's settings changes how text is split into tokens.
 *
 * @param backslashEscapes off under sql_mode {@code NO_BACKSLASH_ESCAPES}
 * @param ansiQuotes whether {@code "} quotes names instead of strings
 */
record LexerModes(boolean backslashEscapes, boolean ansiQuotes) {
    static final LexerModes DEFAULT = new LexerModes(true, false);

    static LexerModes of(String sqlMode) {
        var mode = "," + sqlMode.toUpperCase(Locale.ROOT) + ",";
        return new LexerModes(
                !mode.contains(",NO_BACKSLASH_ESCAPES,"),
                mode.contains(",ANSI_QUOTES,")
                        || mode.contains(",ANSI,")
                        || mode.contains(",ORACLE,"));
    }
}
