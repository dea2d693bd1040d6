package org.addonsdata.snapshot.dump;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a dump statement by statement, in one pass and with memory for one definition. Rows are
 * streamed. Any bytes end in statements or in a {@link org.addonsdata.core.errors.DataException}
 * with line and column.
 */
public final class DumpReader {
    private static final int MAX_DEFINITION_BYTES = 1 << 24;

    private final DumpRules rules;
    private final SqlInput input;
    private final Lexer lexer;
    private final SettingsTracker settings = new SettingsTracker();
    private @Nullable ValuesReader openRows;

    /** Reads from the beginning of a dump; its byte order mark, if any, is skipped. */
    public DumpReader(InputStream source, DumpRules rules) {
        this(source, Location.START, SessionSettings.INITIAL, rules);
    }

    /**
     * Reads a part of a dump that begins with a statement, as it would be read behind what stands
     * before it.
     */
    public DumpReader(
            InputStream source, Location start, SessionSettings initial, DumpRules rules) {
        this.rules = rules;
        this.input = new SqlInput(source, MAX_DEFINITION_BYTES, start);
        this.lexer = new Lexer(input, ConditionalRule.of(rules.server()));
        this.settings.start(initial);
        lexer.modes(initial.lexerModes());
        if (start.offset() == 0
                && input.peek() == 0xef
                && input.peek(1) == 0xbb
                && input.peek(2) == 0xbf) {
            input.skip(3);
        }
    }

    /**
     * The next statement, or null at the end. Rows of the one before that were not read are checked
     * and skipped.
     */
    public @Nullable DumpStatement next() {
        if (openRows != null) {
            readRows(NoRows.INSTANCE);
        }
        while (true) {
            lexer.skipToCode();
            if (input.peek() < 0) {
                return null;
            }
            if (lexer.atDelimiter()) {
                lexer.skipDelimiter();
                continue;
            }
            var statement = statement();
            if (statement != null) {
                return statement;
            }
        }
    }

    /**
     * Reads the rows of the {@link DumpStatement.Rows} that {@link #next} has just returned, and
     * counts them.
     */
    public long readRows(RowSink sink) {
        var rows = openRows;
        if (rows == null) {
            throw new IllegalStateException("no rows to read");
        }
        var count = 0L;
        while (rows.nextRow(sink)) {
            count++;
        }
        openRows = null;
        lexer.skipDelimiter();
        return count;
    }

    /**
     * Reads one row of the statement that {@link #next} has just returned; false when there is none
     * left.
     */
    public boolean readRow(RowSink sink) {
        if (openRows == null) {
            return false;
        }
        if (openRows.nextRow(sink)) {
            return true;
        }
        openRows = null;
        lexer.skipDelimiter();
        return false;
    }

    /** How many bytes of plain text have been read. */
    public long offset() {
        return input.offset();
    }

    /** Where the reader stands. */
    public Location location() {
        return input.location();
    }

    /** How many conditional comments were none of the server's code. */
    public long skippedConditionals() {
        return lexer.skippedConditionals();
    }

    /** The settings the dump has made so far. */
    public SessionSettings settings() {
        return settings.current();
    }

    private @Nullable DumpStatement statement() {
        var location = input.location();
        input.mark();
        var tokens = new ArrayList<Token>();
        while (true) {
            var token = lexer.next();
            if (token == null) {
                break;
            }
            if (tokens.isEmpty() && token.isWord("DELIMITER")) {
                input.unmark();
                changeDelimiter();
                return null;
            }
            tokens.add(token);
            if (startsRows(tokens, token)) {
                if (lexer.insideConditional()) {
                    throw lexer.failure("rows inside a conditional comment");
                }
                var raw = new RawStatement(location, input.marked(0, input.sinceMark()), tokens);
                input.unmark();
                openRows = new ValuesReader(lexer);
                return StatementClassifier.rows(raw, settings.current());
            }
        }
        var raw = new RawStatement(location, input.marked(0, input.sinceMark()), tokens);
        input.unmark();
        endStatement(raw);
        return tokens.isEmpty() ? null : classify(raw);
    }

    private void endStatement(RawStatement raw) {
        if (input.peek() >= 0) {
            lexer.skipDelimiter();
        } else if (!raw.tokens().isEmpty()) {
            throw lexer.cutOff(
                    "the file ends in the middle of a statement (" + raw.summary() + ")");
        }
    }

    private DumpStatement classify(RawStatement raw) {
        var reason = Harm.ofShape(raw.tokens());
        if (!reason.isEmpty()) {
            return StatementClassifier.refuse(raw, reason);
        }
        if (raw.startsWith("SET")) {
            var statement = settings.apply(raw);
            lexer.modes(settings.current().lexerModes());
            return statement;
        }
        return new StatementClassifier(settings.current(), rules).classify(raw);
    }

    private static boolean startsRows(List<Token> tokens, Token last) {
        var first = tokens.getFirst();
        return (last.isWord("VALUES") || last.isWord("VALUE"))
                && tokens.size() > 2
                && (first.isWord("INSERT") || first.isWord("REPLACE"));
    }

    private void changeDelimiter() {
        var text = new StringBuilder();
        while (true) {
            var c = input.peek();
            if (c < 0 || c == '\n') {
                break;
            }
            text.append((char) c);
            input.skip(1);
        }
        var word = text.toString().strip();
        var blank = word.indexOf(' ');
        lexer.delimiter(blank < 0 ? word : word.substring(0, blank));
    }

    private enum NoRows implements RowSink {
        INSTANCE;

        @Override
        public void beginRow() {}

        @Override
        public void beginValue(ValueKind kind, String charset) {}

        @Override
        public void clean(byte[] bytes, int from, int to) {}

        @Override
        public void raw(byte[] bytes, int from, int to) {}

        @Override
        public void single(byte value) {}

        @Override
        public void endValue() {}

        @Override
        public void endRow() {}
    }
}
