package org.addonsdata.snapshot.dump;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.snapshot.dump.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Splits the input into tokens as the server at hand does, never looking back and never more than a
 * delimiter's length ahead. Plain comments are skipped. Of conditional ones ({@code /*!…} and
 * {@code /*M!…}) the content is code or a comment as the {@link ConditionalRule} says. What servers
 * or their clients read in different ways is refused.
 */
final class Lexer {
    private static final int MAX_DELIMITER_BYTES = 64;
    private static final int MAX_SKIPPED_BYTES = 1 << 20;
    private static final int VERSION_DIGITS = 5;

    private final SqlInput input;
    private final ConditionalRule rule;
    private byte[] delimiter = {';'};
    private LexerModes modes = LexerModes.DEFAULT;
    private boolean insideConditional;
    private long skippedConditionals;

    /** Where a word has ended; a point there stands between two parts of a name. */
    private long wordEnd = -1;

    /** Where such a point has ended; whatever follows it is a name, digits as well. */
    private long pointEnd = -1;

    Lexer(SqlInput input, ConditionalRule rule) {
        this.input = input;
        this.rule = rule;
    }

    /** For a text by itself. */
    static Lexer of(byte[] text, ConditionalRule rule) {
        var source = new ByteArrayInputStream(text);
        return new Lexer(new SqlInput(source, text.length + 1, Location.START), rule);
    }

    /** The tokens up to the delimiter or the end, with places from the beginning. */
    List<Token> all() {
        input.mark();
        var tokens = new ArrayList<Token>();
        for (var token = next(); token != null; token = next()) {
            tokens.add(token);
        }
        return tokens;
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

    /** How many conditional comments were none of the server's code. */
    long skippedConditionals() {
        return skippedConditionals;
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

    private void skipBlanksAndComments() {
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
            if (isBlank(c)) {
                input.skip(1);
            } else if (c == '#' || atDashes(c)) {
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

    /** Servers take two dashes and any control character for a comment, clients only blanks. */
    private boolean atDashes(int c) {
        if (c != '-' || input.peek(1) != '-') {
            return false;
        }
        var next = input.peek(2);
        if (next >= 0 && !isBlank(next) && (next < ' ' || next == 0x7f)) {
            throw failure("two dashes and a control character, which is a comment for some only");
        }
        return next < 0 || isBlank(next);
    }

    boolean atConditional() {
        return input.peek() == '/'
                && input.peek(1) == '*'
                && (input.peek(2) == '!' || (input.peek(2) == 'M' && input.peek(3) == '!'));
    }

    /** Early versions of mariadb-dump wrote it without the letter. */
    private boolean atSandboxMark() {
        if (!atConditional()) {
            return false;
        }
        var digits = input.peek(2) == 'M' ? 4 : 3;
        return input.peek(digits) == '9' && input.peek(digits + 6) == '\\';
    }

    void skipLine() {
        while (true) {
            var c = input.peek();
            if (c < 0 || c == '\n') {
                return;
            }
            if (c == 0) {
                throw failure("a NUL byte, at which a comment ends for some servers");
            }
            input.skip(1);
        }
    }

    private void startConditional() {
        if (insideConditional) {
            throw failure("a conditional comment inside another one");
        }
        var mariaDbOnly = input.peek(2) == 'M';
        input.skip(mariaDbOnly ? 4 : 3);
        if (rule.runs(mariaDbOnly, version())) {
            insideConditional = true;
        } else {
            skipConditional();
            skippedConditionals++;
        }
    }

    /** Five digits, or six and a blank: the forms that all servers read alike; 0 for none. */
    private int version() {
        var digits = 0;
        while (digits <= VERSION_DIGITS + 1 && isDigit(input.peek(digits))) {
            digits++;
        }
        var known =
                digits == 0
                        || digits == VERSION_DIGITS
                        || (digits == VERSION_DIGITS + 1 && isBlank(input.peek(digits)));
        if (!known) {
            throw failure(
                    "a conditional comment whose version is not five digits, or six and a blank; servers read others in different ways");
        }
        var version = 0;
        for (int i = 0; i < digits; i++) {
            version = version * 10 + input.peek(i) - '0';
        }
        input.skip(digits);
        return version;
    }

    /**
     * To a server that skips it, dashes and quotes mean nothing: it ends with the first end of a
     * comment. A server that runs it must end it there too.
     */
    private void skipConditional() {
        var text = new ByteArrayOutputStream();
        while (input.peek() != '*' || input.peek(1) != '/') {
            if (input.peek() < 0) {
                throw failure("the file ends inside a conditional comment");
            }
            if (input.peek() == '/' && input.peek(1) == '*') {
                throw failure("a comment within a conditional comment that the server skips");
            }
            if (text.size() > MAX_SKIPPED_BYTES) {
                throw failure("a conditional comment that is longer than any dump's");
            }
            text.write(input.peek());
            input.skip(1);
        }
        text.write('*');
        text.write('/');
        input.skip(2);
        if (!endsWhereItIsRun(text.toByteArray())) {
            throw failure(
                    "a conditional comment that ends at another place for a server that runs it");
        }
    }

    private boolean endsWhereItIsRun(byte[] text) {
        var inner = of(text, ConditionalRule.OWN);
        inner.delimiter = delimiter;
        inner.modes = modes;
        inner.insideConditional = true;
        try {
            while (inner.next() != null) {
                if (!inner.insideConditional) {
                    return false;
                }
            }
            return inner.input.offset() == text.length;
        } catch (DataException e) {
            return false;
        }
    }

    private void skipSandboxMark() {
        input.skip(input.peek(2) == 'M' ? 4 : 3);
        for (var c : "999999\\- enable the sandbox mode */".toCharArray()) {
            if (input.peek() != c) {
                throw failure(
                        "a client command where only the mark of MariaDB's sandbox mode may stand");
            }
            input.skip(1);
        }
    }

    private void skipComment() {
        var start = input.offset();
        if (input.peek(2) == '+' && !rule.equals(ConditionalRule.OWN)) {
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
        if (c == '.' && input.offset() == wordEnd && isWordByte(input.peek(1))) {
            input.skip(1);
            pointEnd = input.offset();
            return new Token(Kind.SYMBOL, start, input.sinceMark(), ".");
        }
        if (isWordByte(c) && input.offset() == pointEnd) {
            return run(Kind.WORD, start);
        }
        if (isDigit(c) || (c == '.' && isDigit(input.peek(1)))) {
            return run(Kind.NUMBER, start);
        }
        if (c == '$' && !rule.equals(ConditionalRule.OWN)) {
            throw failure(
                    "a word that begins with a dollar sign, which begins a text for some servers");
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
        if (c < ' ' || c == 0x7f) {
            throw failure("a control character outside of a string");
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
                    isWordByte(c)
                            || (kind == Kind.NUMBER
                                    && (Digits.isBeforePoint(text, c)
                                            || Digits.isBeforeSign(text, c)));
            if (!goesOn || (!text.isEmpty() && atDelimiter())) {
                break;
            }
            text.append((char) c);
            input.skip(1);
        }
        var read = kind == Kind.NUMBER && Digits.isName(text) ? Kind.WORD : kind;
        wordEnd = read == Kind.WORD ? input.offset() : -1;
        var bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        return new Token(read, start, input.sinceMark(), new String(bytes, StandardCharsets.UTF_8));
    }

    private Token variable(int start) {
        input.skip(1);
        var c = input.peek();
        if (c == '`' || c == '\'' || c == '"') {
            var isName = c == '`' || (c == '"' && modes.ansiQuotes());
            var name = "@" + quoted(c, !isName && modes.backslashEscapes());
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
            if (c == 0 && quote == '`') {
                throw failure("a NUL byte in a name");
            }
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
        return DataException.of(
                        ErrorCode.STATEMENT_REFUSED, location + ": " + Printable.text(reason))
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

    /** What servers pass over between tokens. */
    static boolean isBlank(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static String printable(int c) {
        return c > ' ' && c < 127 ? String.valueOf((char) c) : "";
    }
}
