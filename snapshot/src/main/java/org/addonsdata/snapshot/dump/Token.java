package org.addonsdata.snapshot.dump;

/**
 * A piece of a statement.
 *
 * @param start of its bytes within the statement
 * @param end behind its last byte
 * @param text a word as written, a name without its quotes, a string's content with escapes undone;
 *     other kinds as written. Bytes that are not UTF-8 are replaced: it serves to recognise, not to
 *     copy
 */
record Token(Kind kind, int start, int end, String text) {
    enum Kind {
        WORD,
        NAME,
        STRING,
        NUMBER,
        VARIABLE,
        SYMBOL
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }

    /** What it adds to the depth of brackets. */
    int nesting() {
        return isSymbol('(') ? 1 : isSymbol(')') ? -1 : 0;
    }

    /** A word or a quoted name: what can name an object. */
    boolean isIdentifier() {
        return kind == Kind.WORD || kind == Kind.NAME;
    }
}
