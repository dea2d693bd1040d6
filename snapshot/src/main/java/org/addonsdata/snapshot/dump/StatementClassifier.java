package org.addonsdata.snapshot.dump;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.addonsdata.snapshot.dump.DumpStatement.Ignored;
import org.addonsdata.snapshot.dump.DumpStatement.Refused;

/**
 * The allow-list: says what a statement is for, or refuses it. What is to run is rebuilt from the
 * tokens that are judged. Objects are named without their schema; a statement that names another
 * one is refused.
 */
final class StatementClassifier {
    private static final Set<String> SYSTEM_SCHEMAS =
            Set.of("mysql", "sys", "information_schema", "performance_schema");
    private static final Set<String> ALTERATIONS = Set.of("ADD", "MODIFY", "AUTO_INCREMENT");
    private static final Set<String> UTF8 = Set.of("utf8", "utf8mb3", "utf8mb4", "binary");

    private final SessionSettings settings;
    private final DumpRules rules;

    StatementClassifier(SessionSettings settings, DumpRules rules) {
        this.settings = settings;
        this.rules = rules;
    }

    DumpStatement classify(RawStatement raw) {
        var first = raw.tokens().getFirst();
        return switch (Harm.upper(first)) {
            case "CREATE" -> create(raw);
            case "DROP" -> drop(raw);
            case "ALTER" -> alter(raw);
            case "USE" -> schema(raw, 1);
            case "DO", "SELECT" -> setSequence(raw);
            case "LOCK", "UNLOCK" -> locks(raw);
            case "COMMIT" -> new Ignored(raw.location(), "COMMIT");
            case "START" ->
                    raw.hasWordsAt(1, "TRANSACTION")
                            ? new Ignored(raw.location(), "START TRANSACTION")
                            : unknown(raw);
            case "BEGIN" ->
                    raw.tokens().size() == 1 ? new Ignored(raw.location(), "BEGIN") : unknown(raw);
            case "ANALYZE" ->
                    raw.hasWordsAt(1, "TABLE")
                            ? new Ignored(raw.location(), "ANALYZE TABLE")
                            : unknown(raw);
            case "INSERT", "REPLACE" ->
                    refuse(raw, "an INSERT without VALUES takes its rows from elsewhere");
            default -> unknown(raw);
        };
    }

    /** What the session is to read that makes tables, which knows no mode of the dump's. */
    private static RawStatement rebuilt(RawStatement raw) {
        return Rebuilding.of(raw.withoutLastSemicolons(), Integer.MAX_VALUE, LexerModes.DEFAULT);
    }

    /** What the session is to read that makes the object under the dump's sql_mode. */
    private RawStatement rebuiltObject(RawStatement raw, int start) {
        return Rebuilding.of(
                raw.withoutLastSemicolons(),
                ObjectDefinitions.bodyFrom(raw, start),
                settings.lexerModes());
    }

    /** Bytes beyond ASCII can hold quotes and backslashes in some character sets. */
    private boolean isInAnotherCharacterSet(RawStatement raw) {
        return !UTF8.contains(settings.characterSet()) && !raw.isAscii();
    }

    /** What stands before the rows of an INSERT or REPLACE. */
    static DumpStatement rows(RawStatement raw, SessionSettings settings) {
        var tokens = raw.tokens();
        var index = 1;
        var verb = tokens.getFirst().text().toUpperCase(Locale.ROOT);
        if (raw.hasWordsAt(index, "IGNORE") && verb.equals("INSERT")) {
            verb = "INSERT IGNORE";
            index++;
        }
        if (raw.hasWordsAt(index, "INTO")) {
            index++;
        }
        if (!raw.isIdentifierAt(index)) {
            return refuse(raw, "an INSERT without a table");
        }
        var table = tokens.get(index).text();
        if (raw.isSymbolAt(index + 1, '.')) {
            return otherSchema(raw);
        }
        index++;
        var columns = new ArrayList<String>();
        if (raw.isSymbolAt(index, '(')) {
            while (raw.isIdentifierAt(index + 1)) {
                columns.add(tokens.get(index + 1).text());
                index += 2;
                if (!raw.isSymbolAt(index, ',')) {
                    break;
                }
            }
            index += columns.isEmpty() ? 2 : 1;
        }
        var reason = Harm.ofShape(tokens);
        if (!reason.isEmpty()) {
            return refuse(raw, reason);
        }
        if (index != tokens.size() - 1) {
            return refuse(
                    raw, "an INSERT that is not of the form INSERT INTO table (columns) VALUES");
        }
        return new DumpStatement.Rows(raw.location(), table, List.copyOf(columns), verb, settings);
    }

    private DumpStatement create(RawStatement raw) {
        if (isInAnotherCharacterSet(raw)) {
            return refuse(raw, "a definition written in " + settings.characterSet());
        }
        var index = 1;
        if (raw.hasWordsAt(index, "OR", "REPLACE")) {
            index += 2;
        }
        if (raw.hasWordsAt(index, "DATABASE") || raw.hasWordsAt(index, "SCHEMA")) {
            return schema(raw, skipIfNotExists(raw, index + 1));
        }
        if (raw.hasWordsAt(index, "TABLE")) {
            return TableSplitter.createTable(rebuilt(raw), skipIfNotExists(raw, index + 1));
        }
        if (raw.hasWordsAt(index, "SEQUENCE")) {
            return sequence(rebuilt(raw), skipIfNotExists(raw, index + 1));
        }
        return ObjectDefinitions.create(rebuiltObject(raw, index), index, settings, rules);
    }

    static int skipIfNotExists(RawStatement raw, int index) {
        return raw.hasWordsAt(index, "IF", "NOT", "EXISTS") ? index + 3 : index;
    }

    private static DumpStatement schema(RawStatement raw, int index) {
        if (!raw.isIdentifierAt(index)) {
            return unknown(raw);
        }
        var name = raw.tokens().get(index).text();
        if (SYSTEM_SCHEMAS.contains(name.toLowerCase(Locale.ROOT))) {
            return refuse(raw, "it reaches for the server's own schema " + name);
        }
        return new DumpStatement.Schema(raw.location(), name);
    }

    private static DumpStatement drop(RawStatement raw) {
        var index = 1;
        if (raw.hasWordsAt(index, "TEMPORARY")) {
            index++;
        }
        if (index >= raw.tokens().size()) {
            return unknown(raw);
        }
        var kind = raw.tokens().get(index).text().toUpperCase(Locale.ROOT);
        if (kind.equals("DATABASE") || kind.equals("SCHEMA")) {
            return refuse(raw, "it drops a whole schema");
        }
        if (!Set.of("TABLE", "VIEW", "TRIGGER", "PROCEDURE", "FUNCTION", "EVENT", "SEQUENCE")
                .contains(kind)) {
            return unknown(raw);
        }
        index++;
        if (raw.hasWordsAt(index, "IF", "EXISTS")) {
            index += 2;
        }
        if (!raw.isIdentifierAt(index)) {
            return unknown(raw);
        }
        if (raw.isSymbolAt(index + 1, '.')) {
            return otherSchema(raw);
        }
        if (index + 1 < raw.tokens().size()
                && !raw.hasWordsAt(index + 1, "CASCADE")
                && !raw.hasWordsAt(index + 1, "RESTRICT")) {
            return refuse(raw, "it drops more than one object");
        }
        return new DumpStatement.Drop(raw.location(), kind, raw.tokens().get(index).text());
    }

    private DumpStatement alter(RawStatement raw) {
        if (raw.hasWordsAt(1, "DATABASE") || raw.hasWordsAt(1, "SCHEMA")) {
            return alterDatabase(raw);
        }
        if (!raw.hasWordsAt(1, "TABLE") || !raw.isIdentifierAt(2)) {
            return unknown(raw);
        }
        var table = raw.tokens().get(2).text();
        if (raw.isSymbolAt(3, '.')) {
            return otherSchema(raw);
        }
        if (isInAnotherCharacterSet(raw)) {
            return refuse(raw, "a definition written in " + settings.characterSet());
        }
        if (raw.hasWordsAt(3, "DISABLE", "KEYS") || raw.hasWordsAt(3, "ENABLE", "KEYS")) {
            return new Ignored(raw.location(), "ALTER TABLE … KEYS");
        }
        var alteration = rebuilt(raw);
        var reason =
                Harm.first(
                        rules.reason(alteration.tokens(), 2),
                        ofAlterations(alteration),
                        Harm.ofTable(alteration, 3, 3));
        return reason.isEmpty()
                ? new DumpStatement.AlterTable(raw.location(), table, alteration.text())
                : refuse(raw, reason);
    }

    private static String ofAlterations(RawStatement raw) {
        var depth = 0;
        var atStart = true;
        for (var token : raw.tokens().subList(3, raw.tokens().size())) {
            if (atStart
                    && (token.kind() != Token.Kind.WORD
                            || !ALTERATIONS.contains(Harm.upper(token)))) {
                return "an ALTER TABLE may only ADD or MODIFY (%s)"
                        .formatted(Printable.word(token.text()));
            }
            depth += token.nesting();
            atStart = depth == 0 && token.isSymbol(',');
        }
        return "";
    }

    /** mysqldump sets a database's collation around triggers made under another one. */
    private static DumpStatement alterDatabase(RawStatement raw) {
        return raw.isIdentifierAt(2)
                        && (raw.hasWordsAt(3, "CHARACTER", "SET") || raw.hasWordsAt(3, "COLLATE"))
                ? new Ignored(raw.location(), "ALTER DATABASE")
                : unknown(raw);
    }

    private DumpStatement sequence(RawStatement raw, int index) {
        if (!raw.isIdentifierAt(index)) {
            return unknown(raw);
        }
        if (raw.isSymbolAt(index + 1, '.')) {
            return otherSchema(raw);
        }
        var reason =
                Harm.first(
                        rules.reason(raw.tokens(), index), Harm.ofTable(raw, index + 1, index + 1));
        return reason.isEmpty()
                ? new DumpStatement.CreateSequence(
                        raw.location(), raw.tokens().get(index).text(), raw.text())
                : refuse(raw, reason);
    }

    private DumpStatement setSequence(RawStatement raw) {
        if (!isSetval(raw)) {
            return unknown(raw);
        }
        var sql = rebuilt(raw);
        var call = sql.text(sql.tokens().get(1).start(), sql.bytes().length);
        return new DumpStatement.SetSequence(
                raw.location(), raw.tokens().get(3).text(), "DO " + call);
    }

    /** A call with a sequence and numbers. */
    private static boolean isSetval(RawStatement raw) {
        return raw.hasWordsAt(1, "SETVAL")
                && raw.isSymbolAt(2, '(')
                && raw.tokens().size() <= 11
                && raw.isIdentifierAt(3)
                && raw.isSymbolAt(4, ',')
                && raw.tokens().getLast().isSymbol(')')
                && raw.tokens().stream()
                        .skip(5)
                        .limit(raw.tokens().size() - 6L)
                        .allMatch(token ->
                                token.kind() == Token.Kind.NUMBER
                                        || token.isSymbol(',')
                                        || token.isSymbol('-'));
    }

    private static DumpStatement locks(RawStatement raw) {
        return raw.hasWordsAt(1, "TABLES") || raw.hasWordsAt(1, "TABLE")
                ? new Ignored(raw.location(), raw.summary())
                : unknown(raw);
    }

    static Refused otherSchema(RawStatement raw) {
        return refuse(raw, "it names a schema, and a dump may reach none but its own");
    }

    static Refused refuse(RawStatement raw, String reason) {
        return new Refused(raw.location(), raw.summary() + ": " + reason);
    }

    static Refused unknown(RawStatement raw) {
        return refuse(raw, "not a statement a dump of one database needs");
    }
}
