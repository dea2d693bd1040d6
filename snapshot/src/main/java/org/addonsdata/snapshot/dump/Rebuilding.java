package org.addonsdata.snapshot.dump;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.core.errors.DataException;

/**
 * Writes a statement again from its tokens, so that what was judged is what a server reads: each
 * token's own bytes, and between them blanks, or comments where those have a place in a routine's
 * body. No mark of a conditional comment is left. What stood side by side still does, but for two
 * symbols that would begin a comment.
 */
final class Rebuilding {
    private static final String NEVER_WRITTEN = "\u0001\u0002\u0003";

    private final RawStatement raw;
    private final int commentsFrom;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Rebuilding(RawStatement raw, int commentsFrom) {
        this.raw = raw;
        this.commentsFrom = commentsFrom;
    }

    /**
     * @param commentsFrom the token behind which plain comments stay
     * @param modes of the session that it is for, to which it must mean the same
     */
    static RawStatement of(RawStatement raw, int commentsFrom, LexerModes modes) {
        var rebuilt = new Rebuilding(raw, commentsFrom).statement();
        if (!reads(rebuilt.bytes(), modes, raw.tokens())) {
            throw Lexer.refusal(
                    raw.location(), "a statement that reads otherwise in the session that runs it");
        }
        return rebuilt;
    }

    /** Whether a text, which holds no conditional comment, is read as these tokens. */
    private static boolean reads(byte[] text, LexerModes modes, List<Token> tokens) {
        var lexer = Lexer.of(text, ConditionalRule.OWN);
        lexer.delimiter(NEVER_WRITTEN);
        lexer.modes(modes);
        try {
            return sameTokens(tokens, lexer.all());
        } catch (DataException e) {
            return false;
        }
    }

    private static boolean sameTokens(List<Token> some, List<Token> others) {
        var same = some.size() == others.size();
        for (int i = 0; same && i < some.size(); i++) {
            same =
                    some.get(i).kind() == others.get(i).kind()
                            && some.get(i).text().equals(others.get(i).text());
        }
        return same;
    }

    private RawStatement statement() {
        var tokens = new ArrayList<Token>();
        for (int i = 0; i < raw.tokens().size(); i++) {
            var token = raw.tokens().get(i);
            if (i > 0) {
                gap(i - 1, token);
            }
            var start = bytes.size();
            bytes.write(raw.bytes(), token.start(), token.end() - token.start());
            tokens.add(new Token(token.kind(), start, bytes.size(), token.text()));
        }
        return new RawStatement(raw.location(), bytes.toByteArray(), tokens);
    }

    private void gap(int before, Token next) {
        var last = raw.tokens().get(before);
        var from = last.end();
        var to = next.start();
        var comments = before >= commentsFrom;
        if (from == to && !beginComment(last, next)) {
            return;
        }
        if (from < to && isPlain(from, to, comments)) {
            bytes.write(raw.bytes(), from, to - from);
        } else {
            bytes.write(' ');
        }
    }

    private static boolean beginComment(Token last, Token next) {
        return (last.isSymbol('-') && next.isSymbol('-'))
                || (last.isSymbol('/') && next.isSymbol('*'));
    }

    /** Whether there is nothing but blanks, or whole plain comments where those may stay. */
    private boolean isPlain(int from, int to, boolean comments) {
        var place = from;
        while (place < to) {
            if (Lexer.isBlank(raw.bytes()[place])) {
                place++;
            } else if (comments && !isConditional(place)) {
                place = endOfComment(place, to);
            } else {
                return false;
            }
        }
        return place == to;
    }

    private boolean isConditional(int place) {
        var text = raw.bytes();
        return text[place] == '*'
                || (text[place] == '/' && text[place + 2] == '!')
                || (text[place] == '/' && text[place + 2] == 'M' && text[place + 3] == '!');
    }

    /** Behind the comment that begins there. */
    private int endOfComment(int start, int to) {
        var text = raw.bytes();
        var isLong = text[start] == '/';
        for (int i = start + (isLong ? 2 : 1); i < to; i++) {
            if (isLong ? text[i] == '*' && text[i + 1] == '/' : text[i] == '\n') {
                return i + (isLong ? 2 : 1);
            }
        }
        return to + 1;
    }
}
