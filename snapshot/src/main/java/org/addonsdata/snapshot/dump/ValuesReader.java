package org.addonsdata.snapshot.dump;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the rows behind {@code VALUES}, up to the statement's delimiter: literals and a handful of
 * functions, nothing else. Text is scanned once, with memory for one window only.
 */
final class ValuesReader {
    private static final Set<String> FUNCTIONS =
            Set.of(
                    "ST_GEOMFROMTEXT",
                    "ST_GEOMETRYFROMTEXT",
                    "GEOMFROMTEXT",
                    "ST_GEOMFROMWKB",
                    "GEOMFROMWKB",
                    "FROM_BASE64",
                    "UNHEX",
                    "CAST",
                    "CONVERT",
                    "POINT");
    private static final Set<String> FUNCTION_WORDS =
            Set.of(
                    "USING", "AS", "BINARY", "CHAR", "JSON", "NULL", "UTF8", "UTF8MB3", "UTF8MB4",
                    "LATIN1", "SIGNED");
    private static final int SCRATCH_BYTES = 8192;

    private final Lexer lexer;
    private final SqlInput input;
    private final boolean[] stopsSingle;
    private final boolean[] stopsDouble;
    private final byte[] scratch = new byte[SCRATCH_BYTES];
    private boolean first = true;

    ValuesReader(Lexer lexer) {
        this.lexer = lexer;
        this.input = lexer.input();
        this.stopsSingle = stops('\'');
        this.stopsDouble = stops('"');
    }

    private static boolean[] stops(char quote) {
        var table = new boolean[256];
        table[quote] = true;
        table['\\'] = true;
        table['\t'] = true;
        table['\n'] = true;
        return table;
    }

    /** Reads the next row into the sink; false when the statement has ended. */
    boolean nextRow(RowSink sink) {
        skipToCode();
        if (!first) {
            if (input.peek() == ',') {
                input.skip(1);
                skipToCode();
            } else if (lexer.atDelimiter()) {
                return false;
            } else if (input.peek() < 0) {
                throw lexer.failure("the file ends before the statement does");
            } else {
                throw lexer.failure(
                        "after a row only another row or the end of the statement may stand");
            }
        }
        first = false;
        expect('(');
        sink.beginRow();
        skipToCode();
        if (input.peek() != ')') {
            values(sink);
        }
        expect(')');
        sink.endRow();
        return true;
    }

    /** Some servers run what a conditional comment holds, and dumps need none among rows. */
    private void skipToCode() {
        lexer.skipToCode();
        if (lexer.atConditional()) {
            throw lexer.failure("a conditional comment among rows");
        }
    }

    private void values(RowSink sink) {
        while (true) {
            value(sink);
            if (input.peek() != ',') {
                skipToCode();
                if (input.peek() != ',') {
                    return;
                }
            }
            input.skip(1);
            var c = input.peek();
            if (c <= ' ' || c == '/' || c == '#' || c == '-') {
                skipToCode();
            }
        }
    }

    private void expect(char symbol) {
        var c = input.peek();
        if (c != symbol) {
            throw lexer.failure(
                    c < 0
                            ? "the file ends inside a row"
                            : "expected '" + symbol + "' in the rows of an INSERT");
        }
        input.skip(1);
    }

    private void value(RowSink sink) {
        var c = input.peek();
        if (c == '\'' || (c == '"' && !lexer.modes().ansiQuotes())) {
            sink.beginValue(ValueKind.STRING, "");
            string(sink, c);
            sink.endValue();
        } else if (c == '0' && (input.peek(1) == 'x' || input.peek(1) == 'b')) {
            sink.beginValue(ValueKind.BINARY, "");
            prefixed(sink, input.peek(1));
            sink.endValue();
        } else if (Lexer.isDigit(c) || c == '-' || c == '+' || c == '.') {
            number(sink);
        } else if (Lexer.isWordByte(c)) {
            word(sink);
        } else {
            throw lexer.failure(
                    c < 0 ? "the file ends inside a row" : "a value that is not a literal");
        }
    }

    private void string(RowSink sink, int quote) {
        var escapes = lexer.modes().backslashEscapes();
        var table = quote == '\'' ? stopsSingle : stopsDouble;
        var start = input.offset();
        input.skip(1);
        while (true) {
            cleanRun(sink, table);
            var c = input.peek();
            if (c < 0) {
                throw lexer.endless(start);
            }
            input.skip(1);
            if (c == quote) {
                if (input.peek() != quote) {
                    return;
                }
                input.skip(1);
                sink.single((byte) c);
            } else if (c == '\\' && escapes) {
                escape(sink, start);
            } else {
                sink.single((byte) c);
            }
        }
    }

    private void cleanRun(RowSink sink, boolean[] table) {
        while (true) {
            var buffer = input.buffer();
            var from = input.position();
            var limit = input.limit();
            var place = from;
            while (place < limit && !table[buffer[place] & 0xff]) {
                place++;
            }
            if (place > from) {
                sink.clean(buffer, from, place);
                input.position(place);
            }
            if (place < limit || !input.fill()) {
                return;
            }
        }
    }

    private void escape(RowSink sink, long start) {
        var c = input.peek();
        if (c < 0) {
            throw lexer.endless(start);
        }
        input.skip(1);
        if (c == '%' || c == '_') {
            sink.single((byte) '\\');
        }
        sink.single((byte) Escapes.decode(c));
    }

    private void prefixed(RowSink sink, int radix) {
        input.skip(2);
        if ((radix | 0x20) == 'x') {
            hex(sink);
        } else {
            bits(sink);
        }
    }

    private void hex(RowSink sink) {
        var count = 0;
        while (true) {
            var high = Character.digit(input.peek(), 16);
            if (high < 0) {
                break;
            }
            var low = Character.digit(input.peek(1), 16);
            if (low < 0) {
                throw lexer.failure("a hexadecimal literal with an odd number of digits");
            }
            input.skip(2);
            scratch[count++] = (byte) (high << 4 | low);
            if (count == scratch.length) {
                sink.raw(scratch, 0, count);
                count = 0;
            }
        }
        sink.raw(scratch, 0, count);
    }

    private void bits(RowSink sink) {
        var digits = new StringBuilder();
        while (input.peek() == '0' || input.peek() == '1') {
            digits.append((char) input.peek());
            input.skip(1);
            if (digits.length() > SCRATCH_BYTES) {
                throw lexer.failure("a bit literal that is too long");
            }
        }
        var padding = (8 - digits.length() % 8) % 8;
        digits.insert(0, "0".repeat(padding));
        for (int i = 0; i < digits.length() / 8; i++) {
            scratch[i] = (byte) Integer.parseInt(digits.substring(i * 8, i * 8 + 8), 2);
        }
        sink.raw(scratch, 0, digits.length() / 8);
    }

    private void number(RowSink sink) {
        sink.beginValue(ValueKind.NUMBER, "");
        if (!plainNumber(sink)) {
            anyNumber(sink);
        }
        sink.endValue();
    }

    /** The usual number: digits within the window, and a comma or bracket behind them. */
    private boolean plainNumber(RowSink sink) {
        var buffer = input.buffer();
        var from = input.position();
        var limit = input.limit();
        var place = from;
        if (buffer[place] == '-') {
            place++;
        }
        var digits = place;
        while (place < limit && buffer[place] >= '0' && buffer[place] <= '9') {
            place++;
        }
        if (place == digits || place == limit || (buffer[place] != ',' && buffer[place] != ')')) {
            return false;
        }
        sink.clean(buffer, from, place);
        input.position(place);
        return true;
    }

    private void anyNumber(RowSink sink) {
        var count = 0;
        var sign = input.peek();
        if (sign == '-' || sign == '+') {
            input.skip(1);
            if (sign == '-') {
                scratch[count++] = '-';
            }
            skipToCode();
        }
        var digits = 0;
        while (true) {
            var c = input.peek();
            var previous = count == 0 ? 0 : scratch[count - 1] | 0x20;
            var part =
                    Lexer.isDigit(c)
                            || c == '.'
                            || (c | 0x20) == 'e'
                            || (previous == 'e' && (c == '-' || c == '+'));
            if (!part || count == SCRATCH_BYTES) {
                break;
            }
            digits += Lexer.isDigit(c) ? 1 : 0;
            scratch[count++] = (byte) c;
            input.skip(1);
        }
        if (digits == 0 || Lexer.isWordByte(input.peek())) {
            throw lexer.failure("a value that is not a literal");
        }
        sink.raw(scratch, 0, count);
    }

    private void word(RowSink sink) {
        var first = input.peek();
        var second = input.peek(1);
        if (second == '\'' && ((first | 0x20) == 'x' || (first | 0x20) == 'b')) {
            sink.beginValue(ValueKind.BINARY, "");
            quotedDigits(sink);
            sink.endValue();
            return;
        }
        input.mark();
        var token = lexer.next();
        if (token == null) {
            throw lexer.failure("the file ends inside a row");
        }
        var text = token.text().toUpperCase(Locale.ROOT);
        if (text.startsWith("_")) {
            input.unmark();
            introduced(sink, text.substring(1).toLowerCase(Locale.ROOT));
        } else if (text.equals("NULL")) {
            input.unmark();
            sink.beginValue(ValueKind.NULL, "");
            sink.endValue();
        } else if (text.equals("TRUE") || text.equals("FALSE")) {
            input.unmark();
            sink.beginValue(ValueKind.NUMBER, "");
            sink.single((byte) (text.equals("TRUE") ? '1' : '0'));
            sink.endValue();
        } else if (FUNCTIONS.contains(text) && input.peek() == '(') {
            function(sink, token);
        } else {
            throw lexer.failure("a value that is not a literal: " + token.text());
        }
    }

    private void quotedDigits(RowSink sink) {
        prefixed(sink, input.peek());
        if (input.peek() != '\'') {
            throw lexer.failure("a hexadecimal or bit literal with other characters in it");
        }
        input.skip(1);
    }

    private void introduced(RowSink sink, String charset) {
        skipToCode();
        sink.beginValue(
                charset.equals("binary") ? ValueKind.BINARY : ValueKind.INTRODUCED, charset);
        var c = input.peek();
        var second = input.peek(1);
        if (c == '\'' || (c == '"' && !lexer.modes().ansiQuotes())) {
            string(sink, c);
        } else if (c == '0' && (second == 'x' || second == 'b')) {
            prefixed(sink, second);
        } else if (second == '\'' && ((c | 0x20) == 'x' || (c | 0x20) == 'b')) {
            quotedDigits(sink);
        } else {
            throw lexer.failure("a character set without a string behind it");
        }
        sink.endValue();
    }

    private void function(RowSink sink, Token name) {
        var location = input.location();
        var tokens = new ArrayList<Token>();
        tokens.add(name);
        var depth = 0;
        do {
            var token = lexer.next();
            if (token == null) {
                throw lexer.failure("the statement ends inside a value");
            }
            if (!mayStandInFunction(token)) {
                throw lexer.failure("a value that is not a literal: " + token.text());
            }
            tokens.add(token);
            depth += token.nesting();
        } while (depth > 0);
        var written = input.marked(0, input.sinceMark());
        input.unmark();
        sink.beginValue(ValueKind.EXPRESSION, "");
        var text =
                Rebuilding.of(
                                new RawStatement(location, written, tokens),
                                Integer.MAX_VALUE,
                                LexerModes.DEFAULT)
                        .bytes();
        sink.raw(text, 0, text.length);
        sink.endValue();
    }

    private static boolean mayStandInFunction(Token token) {
        return switch (token.kind()) {
            case STRING, NUMBER -> true;
            case SYMBOL -> "(),-".contains(token.text());
            case WORD -> {
                var word = token.text().toUpperCase(Locale.ROOT);
                yield FUNCTIONS.contains(word)
                        || FUNCTION_WORDS.contains(word)
                        || word.startsWith("_");
            }
            case NAME, VARIABLE -> false;
        };
    }
}
