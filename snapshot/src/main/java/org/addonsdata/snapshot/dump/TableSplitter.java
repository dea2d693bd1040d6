package org.addonsdata.snapshot.dump;

import java.util.ArrayList;
import java.util.Locale;
import org.addonsdata.snapshot.dump.TableElement.Kind;

/**
 * Takes a table's definition apart at the commas of its outermost brackets, so that keys can be
 * made after the rows. Refuses what reaches beyond the schema: other places on the disk, other
 * servers, other tables' rows.
 */
final class TableSplitter {
    private TableSplitter() {}

    static DumpStatement createTable(RawStatement raw, int nameIndex) {
        if (!raw.isIdentifierAt(nameIndex)) {
            return StatementClassifier.unknown(raw);
        }
        if (raw.isSymbolAt(nameIndex + 1, '.')) {
            return StatementClassifier.otherSchema(raw);
        }
        if (!raw.isSymbolAt(nameIndex + 1, '(') || raw.hasWordsAt(nameIndex + 2, "LIKE")) {
            return StatementClassifier.refuse(raw, "a table's definition must list its columns");
        }
        var tokens = raw.tokens();
        var elements = new ArrayList<TableElement>();
        var depth = 0;
        var start = nameIndex + 2;
        for (int i = nameIndex + 1; i < tokens.size(); i++) {
            var token = tokens.get(i);
            depth += token.nesting();
            if ((depth == 1 && token.isSymbol(',')) || (depth == 0 && token.isSymbol(')'))) {
                var from = tokens.get(start - 1).end();
                elements.add(element(raw, start, i, raw.text(from, token.start())));
                start = i + 1;
            }
            if (depth == 0) {
                var reason = Harm.ofTable(raw, nameIndex + 1, i + 1);
                return reason.isEmpty()
                        ? new DumpStatement.CreateTable(
                                raw.location(),
                                tokens.get(nameIndex).text(),
                                raw.text(0, tokens.get(nameIndex + 1).end()),
                                elements,
                                raw.text(token.start(), raw.bytes().length))
                        : StatementClassifier.refuse(raw, reason);
            }
        }
        return StatementClassifier.refuse(raw, "its brackets do not match");
    }

    private static TableElement element(RawStatement raw, int from, int to, String sql) {
        var index = from;
        if (raw.hasWordsAt(index, "CONSTRAINT")) {
            index++;
            if (raw.isIdentifierAt(index) && !isConstraintWord(raw.tokens().get(index))) {
                index++;
            }
        }
        var first = index < to ? raw.tokens().get(index) : null;
        if (first == null) {
            return new TableElement(Kind.COLUMN, "", sql);
        }
        var kind = first.kind() == Token.Kind.WORD ? kind(raw, index) : Kind.COLUMN;
        return new TableElement(kind, name(raw, kind, from, index, to), sql);
    }

    private static boolean isConstraintWord(Token token) {
        return token.isWord("PRIMARY")
                || token.isWord("UNIQUE")
                || token.isWord("FOREIGN")
                || token.isWord("CHECK");
    }

    private static Kind kind(RawStatement raw, int index) {
        return switch (raw.tokens().get(index).text().toUpperCase(Locale.ROOT)) {
            case "PRIMARY" -> Kind.PRIMARY_KEY;
            case "UNIQUE" -> Kind.UNIQUE_KEY;
            case "KEY", "INDEX" -> Kind.KEY;
            case "FULLTEXT" -> Kind.FULLTEXT_KEY;
            case "SPATIAL" -> Kind.SPATIAL_KEY;
            case "FOREIGN" -> Kind.FOREIGN_KEY;
            case "CHECK" -> Kind.CHECK;
            case "PERIOD" -> raw.hasWordsAt(index + 1, "FOR") ? Kind.PERIOD : Kind.COLUMN;
            default -> Kind.COLUMN;
        };
    }

    private static String name(RawStatement raw, Kind kind, int from, int index, int to) {
        return switch (kind) {
            case COLUMN -> raw.tokens().get(index).text();
            case FOREIGN_KEY, CHECK -> index > from + 1 ? raw.tokens().get(from + 1).text() : "";
            case PRIMARY_KEY, PERIOD -> "";
            case UNIQUE_KEY, KEY, FULLTEXT_KEY, SPATIAL_KEY -> keyName(raw, index + 1, to);
        };
    }

    private static String keyName(RawStatement raw, int from, int to) {
        var index = raw.hasWordsAt(from, "KEY") || raw.hasWordsAt(from, "INDEX") ? from + 1 : from;
        return index < to && raw.isIdentifierAt(index) ? raw.tokens().get(index).text() : "";
    }
}
