package org.addonsdata.snapshot.dump;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.addonsdata.snapshot.dump.DumpStatement.Ignored;
import org.addonsdata.snapshot.dump.DumpStatement.Refused;

/**
 * The allow-list: says what a statement is for, or refuses it. What conditional comments hold is
 * judged as if every server ran it. Objects are named without their schema; a statement that names
 * another one is refused.
 */
final class StatementClassifier {
    private static final Set<String> SYSTEM_SCHEMAS =
            Set.of("mysql", "sys", "information_schema", "performance_schema");
    private static final Set<String> ALTERATIONS = Set.of("ADD", "MODIFY", "AUTO_INCREMENT");

    private StatementClassifier() {}

    static DumpStatement classify(RawStatement raw, SessionSettings settings) {
        var first = raw.tokens().getFirst();
        return switch (first.text().toUpperCase(Locale.ROOT)) {
            case "CREATE" -> create(raw, settings);
            case "DROP" -> drop(raw);
            case "ALTER" -> alter(raw);
            case "USE" -> schema(raw, 1);
            case "DO" -> setSequence(raw);
            case "SELECT" -> sequenceBySelect(raw);
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
        if (index != tokens.size() - 1) {
            return refuse(
                    raw, "an INSERT that is not of the form INSERT INTO table (columns) VALUES");
        }
        return new DumpStatement.Rows(raw.location(), table, List.copyOf(columns), verb, settings);
    }

    private static DumpStatement create(RawStatement raw, SessionSettings settings) {
        var index = 1;
        if (raw.hasWordsAt(index, "OR", "REPLACE")) {
            index += 2;
        }
        if (raw.hasWordsAt(index, "DATABASE") || raw.hasWordsAt(index, "SCHEMA")) {
            return schema(raw, skipIfNotExists(raw, index + 1));
        }
        if (raw.hasWordsAt(index, "TABLE")) {
            return TableSplitter.createTable(raw, skipIfNotExists(raw, index + 1));
        }
        if (raw.hasWordsAt(index, "SEQUENCE")) {
            return sequence(raw, skipIfNotExists(raw, index + 1));
        }
        return ObjectDefinitions.create(raw, index, settings);
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

    private static DumpStatement alter(RawStatement raw) {
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
        if (raw.hasWordsAt(3, "DISABLE", "KEYS") || raw.hasWordsAt(3, "ENABLE", "KEYS")) {
            return new Ignored(raw.location(), "ALTER TABLE … KEYS");
        }
        var depth = 0;
        var atStart = true;
        for (var token : raw.tokens().subList(3, raw.tokens().size())) {
            if (atStart && !ALTERATIONS.contains(token.text().toUpperCase(Locale.ROOT))) {
                return refuse(raw, "an ALTER TABLE may only ADD or MODIFY (" + token.text() + ")");
            }
            depth += token.nesting();
            atStart = depth == 0 && token.isSymbol(',');
        }
        var reason = TableSplitter.harm(raw, 3);
        return reason.isEmpty()
                ? new DumpStatement.AlterTable(raw.location(), table, raw.text())
                : refuse(raw, reason);
    }

    /** mysqldump sets a database's collation around triggers made under another one. */
    private static DumpStatement alterDatabase(RawStatement raw) {
        return raw.isIdentifierAt(2)
                        && (raw.hasWordsAt(3, "CHARACTER", "SET") || raw.hasWordsAt(3, "COLLATE"))
                ? new Ignored(raw.location(), "ALTER DATABASE")
                : unknown(raw);
    }

    private static DumpStatement sequence(RawStatement raw, int index) {
        if (!raw.isIdentifierAt(index)) {
            return unknown(raw);
        }
        return raw.isSymbolAt(index + 1, '.')
                ? otherSchema(raw)
                : new DumpStatement.CreateSequence(
                        raw.location(), raw.tokens().get(index).text(), raw.text());
    }

    private static DumpStatement setSequence(RawStatement raw) {
        return sequenceArguments(raw)
                ? new DumpStatement.SetSequence(
                        raw.location(), raw.tokens().get(3).text(), raw.text())
                : unknown(raw);
    }

    private static DumpStatement sequenceBySelect(RawStatement raw) {
        return sequenceArguments(raw)
                ? new DumpStatement.SetSequence(
                        raw.location(), raw.tokens().get(3).text(), "DO" + raw.text().substring(6))
                : unknown(raw);
    }

    private static boolean sequenceArguments(RawStatement raw) {
        return raw.hasWordsAt(1, "SETVAL")
                && raw.isSymbolAt(2, '(')
                && raw.tokens().size() <= 11
                && raw.isIdentifierAt(3)
                && raw.isSymbolAt(4, ',')
                && raw.tokens().stream()
                        .skip(5)
                        .noneMatch(t -> t.kind() == Token.Kind.WORD || t.isSymbol('.'));
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
