package org.addonsdata.snapshot.dump;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.addonsdata.snapshot.database.ServerVersion;
import org.addonsdata.snapshot.dump.Token.Kind;

/** Rewrites a server's own definitions so that they can be made again elsewhere. */
public final class Definitions {
    private static final String NEVER_WRITTEN = "\u0001\u0002\u0003";

    private Definitions() {}

    /**
     * A definition without its DEFINER and without its schema's name before its own, its table's
     * and its functions'.
     *
     * @param sql as {@code SHOW CREATE} gives it
     * @param sqlMode under which the object was made
     */
    public static String portable(String sql, String schema, String sqlMode) {
        var raw = read(sql, sqlMode);
        var head = ObjectDefinitions.head(raw, 1);
        var cuts = new ArrayList<int[]>();
        if (head.definerFrom() >= 0) {
            cuts.add(
                    new int[] {
                        raw.tokens().get(head.definerFrom()).start(),
                        raw.tokens().get(head.definerTo()).start()
                    });
        }
        for (int i = head.kindIndex() + 1; i + 2 < raw.tokens().size(); i++) {
            if (isOwnSchema(raw, i, schema)
                    && (isObjectName(raw, i, head.kindIndex()) || raw.isSymbolAt(i + 3, '('))) {
                cuts.add(new int[] {raw.tokens().get(i).start(), raw.tokens().get(i + 2).start()});
            }
        }
        return cut(raw, cuts);
    }

    /**
     * A table's definition without its schema's name before what it refers to, such as a sequence.
     */
    public static String withoutSchema(String tableSql, String schema) {
        var raw = read(tableSql, "");
        var cuts = new ArrayList<int[]>();
        for (int i = 1; i + 2 < raw.tokens().size(); i++) {
            if (isOwnSchema(raw, i, schema)) {
                cuts.add(new int[] {raw.tokens().get(i).start(), raw.tokens().get(i + 2).start()});
            }
        }
        return cut(raw, cuts);
    }

    /**
     * A MySQL table's definition with the character set written out wherever a column names its
     * collation. MySQL leaves it out until the column was once made with its collation named, and
     * so writes one table in two ways.
     */
    public static String withCharacterSets(String tableSql) {
        var raw = read(tableSql, "");
        var edits = new Edits(raw);
        var depth = 0;
        for (int i = 3; i + 1 < raw.tokens().size(); i++) {
            var token = raw.tokens().get(i);
            depth += token.nesting();
            if (depth == 1
                    && token.isWord("COLLATE")
                    && !raw.hasWordsAt(i - 3, "CHARACTER", "SET")) {
                var collation = raw.tokens().get(i + 1).text();
                var end = collation.indexOf('_');
                edits.replace(
                        token.start(),
                        token.start(),
                        "CHARACTER SET %s "
                                .formatted(end < 0 ? collation : collation.substring(0, end)));
            }
        }
        return edits.text();
    }

    /**
     * A definition with every collation it names replaced by what the function gives for it; texts
     * stay as they are.
     */
    public static String withCollations(
            String sql, String sqlMode, UnaryOperator<String> collations) {
        var raw = read(sql, sqlMode);
        var edits = new Edits(raw);
        for (int i = 0; i + 1 < raw.tokens().size(); i++) {
            if (raw.tokens().get(i).isWord("COLLATE")) {
                var name =
                        raw.tokens()
                                .get(
                                        raw.isSymbolAt(i + 1, '=') && i + 2 < raw.tokens().size()
                                                ? i + 2
                                                : i + 1);
                edits.replace(name.start(), name.end(), collations.apply(name.text()));
            }
        }
        return edits.text();
    }

    /**
     * A column, a table's options or an ALTER TABLE with the collation written out behind every
     * character set that stands without one.
     *
     * @param defaults a character set's collation, or nothing where it is to stay as it is
     */
    public static String withDefaultCollations(String part, UnaryOperator<String> defaults) {
        var upper = part.toUpperCase(Locale.ROOT);
        if (!upper.contains("CHARSET") && !upper.contains("CHARACTER")) {
            return part;
        }
        var raw = read(part, "");
        var edits = new Edits(raw);
        for (var range : clauses(raw)) {
            var name = characterSet(raw, range[0], range[1]);
            var collation = name < 0 ? "" : defaults.apply(raw.tokens().get(name).text());
            if (!collation.isEmpty()) {
                var end = raw.tokens().get(name).end();
                edits.replace(end, end, " COLLATE " + collation);
            }
        }
        return edits.text();
    }

    /** The tokens between commas outside of brackets. */
    private static List<int[]> clauses(RawStatement raw) {
        var clauses = new ArrayList<int[]>();
        var start = 0;
        var depth = 0;
        for (int i = 0; i < raw.tokens().size(); i++) {
            var token = raw.tokens().get(i);
            // A table's options begin with the bracket that ends its columns.
            depth = Math.max(0, depth + token.nesting());
            if (depth == 0 && token.isSymbol(',')) {
                clauses.add(new int[] {start, i});
                start = i + 1;
            }
        }
        clauses.add(new int[] {start, raw.tokens().size()});
        return clauses;
    }

    /** Where a clause names a character set and no collation, else -1. */
    private static int characterSet(RawStatement raw, int from, int to) {
        var found = -1;
        var depth = 0;
        for (int i = from; i < to; i++) {
            var token = raw.tokens().get(i);
            depth = Math.max(0, depth + token.nesting());
            if (depth > 0) {
                continue;
            }
            if (token.isWord("COLLATE")) {
                return -1;
            }
            var isSet = raw.hasWordsAt(i, "CHARACTER", "SET");
            if (isSet || token.isWord("CHARSET")) {
                var name = i + (isSet ? 2 : 1);
                name += raw.isSymbolAt(name, '=') ? 1 : 0;
                found = raw.isIdentifierAt(name) ? name : found;
            }
        }
        return found;
    }

    /** The names that stand where a view names its tables, quoted or not. */
    public static Set<String> tablesOf(String viewSql) {
        var raw = read(viewSql, "");
        var names = new HashSet<String>();
        for (int i = 1; i < raw.tokens().size(); i++) {
            var token = raw.tokens().get(i);
            var before = raw.tokens().get(i - 1);
            var namesTable =
                    before.isWord("FROM")
                            || before.isWord("JOIN")
                            || before.isSymbol(',')
                            || before.isSymbol('(');
            if (token.isIdentifier() && namesTable && !raw.isSymbolAt(i + 1, '.')) {
                names.add(token.text());
            }
        }
        return names;
    }

    /**
     * A definition as it is to be sent to a server: rebuilt from its tokens, with what conditional
     * comments hold for that server and no mark of one.
     *
     * @param sqlMode of the session that sends it
     */
    public static String rebuilt(String sql, String sqlMode, ServerVersion server) {
        var raw = read(sql.getBytes(StandardCharsets.UTF_8), sqlMode, ConditionalRule.of(server));
        var start = raw.hasWordsAt(1, "OR", "REPLACE") ? 3 : 1;
        return Rebuilding.of(
                        raw.withoutLastSemicolons(),
                        ObjectDefinitions.bodyFrom(raw, start),
                        LexerModes.of(sqlMode))
                .text();
    }

    private static boolean isOwnSchema(RawStatement raw, int index, String schema) {
        return raw.isIdentifierAt(index)
                && raw.tokens().get(index).text().equals(schema)
                && raw.isSymbolAt(index + 1, '.')
                && raw.isIdentifierAt(index + 2)
                && !raw.isSymbolAt(index - 1, '.');
    }

    private static boolean isObjectName(RawStatement raw, int index, int kindIndex) {
        return index == StatementClassifier.skipIfNotExists(raw, kindIndex + 1)
                || (raw.tokens().get(kindIndex).isWord("TRIGGER")
                        && raw.find("ON", kindIndex) == index - 1);
    }

    private static String cut(RawStatement raw, List<int[]> cuts) {
        var edits = new Edits(raw);
        cuts.forEach(cut -> edits.replace(cut[0], cut[1], ""));
        return edits.text();
    }

    private static RawStatement read(String sql, String sqlMode) {
        return read(sql.getBytes(StandardCharsets.UTF_8), sqlMode);
    }

    /** Of what a server printed every conditional comment is code. */
    static RawStatement read(byte[] bytes, String sqlMode) {
        return read(bytes, sqlMode, ConditionalRule.OWN);
    }

    private static RawStatement read(byte[] bytes, String sqlMode, ConditionalRule rule) {
        var lexer = Lexer.of(bytes, rule);
        lexer.delimiter(NEVER_WRITTEN);
        lexer.modes(LexerModes.of(sqlMode));
        var tokens = lexer.all();
        if (tokens.stream().noneMatch(token -> token.kind() == Kind.WORD)) {
            throw Lexer.refusal(Location.START, "an empty definition");
        }
        return new RawStatement(Location.START, bytes, tokens);
    }
}
