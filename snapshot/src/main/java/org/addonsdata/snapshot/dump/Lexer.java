package org.addonsdata.snapshot.dump;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.snapshot.dump.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Splits the input into tokens, never looking back and never more than a delimiter's length ahead.
 * Plain comments are skipped; the content of conditional ones ({@code /*!…} and {@code /*M!…}) is
 * read as code, since some server will run it.
 */
final class Lexer {
    private static final int MAX_DELIMITER_BYTES = 64;

    private final SqlInput input;
    private byte[] delimiter = {';'};
    private LexerModes modes = LexerModes.DEFAULT;
    private boolean insideConditional;

    Lexer(SqlInput input) {
        this.input = input;
    }

    SqlInput input() {
        return input;
    }

    LexerModes modes() {
        return modes;
    }

    void modes(LexerModes newModes) {
        modes = newModes;
    }

    boolean insideConditional() {
        return insideConditional;
    }

    /** Whether the input stands at the delimiter that ends a statement. */
    boolean atDelimiter() {
        for (int i = 0; i < delimiter.length; i++) {
            if (input.peek(i) != (delimiter[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    void skipDelimiter() {
        input.skip(delimiter.length);
    }

    void delimiter(String newDelimiter) {
        delimiter = newDelimiter.getBytes(StandardCharsets.UTF_8);
        if (delimiter.length == 0
                || delimiter.length > MAX_DELIMITER_BYTES
                || newDelimiter.indexOf('\\') >= 0) {
            throw failure("DELIMITER needs a short text without a backslash");
        }
    }

    /** The next token of the statement, or null at its delimiter or at the end of the input. */
    @Nullable Token next() {
        while (true) {
            skipBlanksAndComments();
            var c = input.peek();
            if (c < 0) {
                if (insideConditional) {
                    throw failure("the file ends inside a conditional comment");
                }
                return null;
            }
            if (c == '*' && insideConditional && input.peek(1) == '/') {
                input.skip(2);
                insideConditional = false;
                continue;
            }
            if (atDelimiter()) {
                if (insideConditional) {
                    throw failure("a statement ends inside a conditional comment");
                }
                return null;
            }
            return token(c);
        }
    }

    void skipBlanksAndComments() {
        skipToCode();
        while (atConditional()) {
            startConditional();
            skipToCode();
        }
    }

    /** Skips what no server runs, and stops at a conditional comment. */
    void skipToCode() {
        while (true) {
            var c = input.peek();
            if (c > 0 && c <= ' ') {
                input.skip(1);
            } else if (c == '#'
                    || (c == '-' && input.peek(1) == '-' && isBlankOrEnd(input.peek(2)))) {
                skipLine();
            } else if (c == '/' && input.peek(1) == '*' && !atConditional()) {
                skipComment();
            } else if (c == '/' && atSandboxMark()) {
                skipSandboxMark();
            } else {
                return;
            }
        }
    }

    private boolean atConditional() {
        return input.peek() == '/'
                && input.peek(1) == '*'
                && (input.peek(2) == '!' || (input.peek(2) == 'M' && input.peek(3) == '!'));
    }

    private boolean atSandboxMark() {
        return atConditional()
                && input.peek(2) == 'M'
                && input.peek(4) == '9'
                && input.peek(10) == '\\';
    }

    void skipLine() {
        while (true) {
            var c = input.peek();
            if (c < 0 || c == '\n') {
                return;
            }
            input.skip(1);
        }
    }

    private void startConditional() {
        if (insideConditional) {
            throw failure("a conditional comment inside another one");
        }
        input.skip(input.peek(2) == '!' ? 3 : 4);
        for (int digits = 0; digits < 6 && isDigit(input.peek()); digits++) {
            input.skip(1);
        }
        insideConditional = true;
    }

    private void skipSandboxMark() {
        for (var c : "/*M!999999\\- enable the sandbox mode */".toCharArray()) {
            if (input.peek() != c) {
                throw failure(
                        "a client command where only the mark of MariaDB's sandbox mode may stand");
            }
            input.skip(1);
        }
    }

    private void skipComment() {
        var start = input.offset();
        if (input.peek(2) == '+') {
            throw failure("optimizer hints have no place in a dump");
        }
        input.skip(2);
        while (true) {
            var c = input.peek();
            if (c < 0) {
                throw failure("the comment that begins at byte " + start + " has no end");
            }
            input.skip(1);
            if (c == '*' && input.peek() == '/') {
                input.skip(1);
                return;
            }
        }
    }

    private Token token(int c) {
        var start = input.sinceMark();
        if (c == '`' || (c == '"' && modes.ansiQuotes())) {
            var name = quoted(c, false);
            return new Token(Kind.NAME, start, input.sinceMark(), name);
        }
        if (c == '\'' || c == '"') {
            var content = quoted(c, modes.backslashEscapes());
            return new Token(Kind.STRING, start, input.sinceMark(), content);
        }
        if (c == '@') {
            return variable(start);
        }
        if (isDigit(c) || (c == '.' && isDigit(input.peek(1)))) {
            return run(Kind.NUMBER, start);
        }
        if (isWordByte(c)) {
            return run(Kind.WORD, start);
        }
        if (c == '\\') {
            throw failure("a client command (" + (char) c + printable(input.peek(1)) + ")");
        }
        if (c == 0) {
            throw failure("a NUL byte outside of a string");
        }
        input.skip(1);
        return new Token(Kind.SYMBOL, start, input.sinceMark(), String.valueOf((char) c));
    }

    /** Names and numbers; a number may hold an exponent with a sign. */
    private Token run(Kind kind, int start) {
        var text = new StringBuilder();
        while (true) {
            var c = input.peek();
            var goesOn =
                    isWordByte(c) || (kind == Kind.NUMBER && (c == '.' || isExponentSign(text, c)));
            if (!goesOn || (!text.isEmpty() && atDelimiter())) {
                break;
            }
            text.append((char) c);
            input.skip(1);
        }
        var bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        return new Token(kind, start, input.sinceMark(), new String(bytes, StandardCharsets.UTF_8));
    }

    private static boolean isExponentSign(StringBuilder text, int c) {
        if ((c != '+' && c != '-') || text.length() < 2) {
            return false;
        }
        var last = text.charAt(text.length() - 1);
        return (last == 'e' || last == 'E')
                && !text.toString().toLowerCase(Locale.ROOT).startsWith("0x");
    }

    private Token variable(int start) {
        input.skip(1);
        var c = input.peek();
        if (c == '`' || c == '\'' || c == '"') {
            var name = "@" + quoted(c, false);
            return new Token(Kind.VARIABLE, start, input.sinceMark(), name);
        }
        var text = new StringBuilder("@");
        while (isWordByte(c) || c == '@' || c == '.') {
            text.append((char) c);
            input.skip(1);
            c = input.peek();
        }
        return new Token(Kind.VARIABLE, start, input.sinceMark(), text.toString());
    }

    private String quoted(int quote, boolean backslashEscapes) {
        var start = input.offset();
        input.skip(1);
        var content = new ByteArrayOutputStream();
        while (true) {
            var c = input.peek();
            if (c < 0) {
                throw endless(start);
            }
            input.skip(1);
            if (c == quote) {
                if (input.peek() != quote) {
                    return content.toString(StandardCharsets.UTF_8);
                }
                input.skip(1);
                content.write(c);
            } else if (c == '\\' && backslashEscapes) {
                var escaped = input.peek();
                if (escaped < 0) {
                    throw endless(start);
                }
                input.skip(1);
                content.write(Escapes.decode(escaped));
            } else {
                content.write(c);
            }
        }
    }

    DataException endless(long start) {
        return cutOff("the quote that begins at byte " + start + " has no end");
    }

    DataException cutOff(String reason) {
        return DataException.of(ErrorCode.SNAPSHOT_DAMAGED, input.location() + ": " + reason)
                .withHint("the file is cut off or damaged; take another snapshot");
    }

    DataException failure(String reason) {
        return refusal(input.location(), reason);
    }

    static DataException refusal(Location location, String reason) {
        return DataException.of(ErrorCode.STATEMENT_REFUSED, location + ": " + reason)
                .withHint(
                        "nothing was changed; only what a dump of one database needs is let through");
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isWordByte(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || isDigit(c)
                || c == '_'
                || c == '$'
                || c >= 0x80;
    }

    private static boolean isBlankOrEnd(int c) {
        return c <= ' ';
    }

    private static String printable(int c) {
        return c > ' ' && c < 127 ? String.valueOf((char) c) : "";
    }
}
