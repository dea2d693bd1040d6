package org.addonsdata.snapshot.dump;

/**
 * What of the session's settings changes how text is split into tokens.
 *
 * @param backslashEscapes off under sql_mode {@code NO_BACKSLASH_ESCAPES}
 * @param ansiQuotes whether {@code "} quotes names instead of strings
 */
record LexerModes(boolean backslashEscapes, boolean ansiQuotes) {
    static final LexerModes DEFAULT = new LexerModes(true, false);

    static LexerModes of(String sqlMode) {
        var names = SqlModes.names(sqlMode);
        return new LexerModes(
                !names.contains("NO_BACKSLASH_ESCAPES"), names.contains("ANSI_QUOTES"));
    }
}
