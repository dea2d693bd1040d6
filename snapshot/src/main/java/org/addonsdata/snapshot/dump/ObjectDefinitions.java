package org.addonsdata.snapshot.dump;

import java.util.Locale;
import java.util.Set;
import org.addonsdata.snapshot.dump.DumpStatement.CreateObject;
import org.addonsdata.snapshot.dump.DumpStatement.ObjectKind;
import org.jspecify.annotations.Nullable;

/**
 * Views, triggers, routines and events: takes out their DEFINER, since it would make them run with
 * somebody else's rights, and refuses bodies that reach for files, plugins or accounts.
 */
final class ObjectDefinitions {
    private static final Set<String> FORBIDDEN_WORDS =
            Set.of(
                    "OUTFILE",
                    "DUMPFILE",
                    "LOAD_FILE",
                    "SONAME",
                    "INSTALL",
                    "UNINSTALL",
                    "GRANT",
                    "REVOKE",
                    "SHUTDOWN");
    private static final Set<String> ACCOUNT_WORDS =
            Set.of("USER", "ROLE", "SERVER", "TABLESPACE", "DATABASE", "SCHEMA");

    private ObjectDefinitions() {}

    /** What stands between CREATE and an object's kind. */
    record Head(int kindIndex, int cutFrom, int cutTo) {}

    static Head head(RawStatement raw, int start) {
        var index = raw.hasWordsAt(start, "AGGREGATE") ? start + 1 : start;
        var cutFrom = -1;
        var cutTo = -1;
        while (index < raw.tokens().size()) {
            if (raw.hasWordsAt(index, "ALGORITHM") && raw.isSymbolAt(index + 1, '=')) {
                index += 3;
            } else if (raw.hasWordsAt(index, "SQL", "SECURITY")) {
                index += 3;
            } else if (raw.hasWordsAt(index, "DEFINER") && raw.isSymbolAt(index + 1, '=')) {
                cutFrom = raw.tokens().get(index).start();
                index = skipAccount(raw, index + 2);
                cutTo = raw.tokens().get(Math.min(index, raw.tokens().size()) - 1).end();
            } else {
                break;
            }
        }
        return new Head(index, cutFrom, cutTo);
    }

    static DumpStatement create(RawStatement raw, int start, SessionSettings settings) {
        var head = head(raw, start);
        var index = head.kindIndex;
        var kind = index < raw.tokens().size() ? kind(raw.tokens().get(index)) : null;
        if (kind == null) {
            return StatementClassifier.unknown(raw);
        }
        var sql = withoutDefiner(raw, head.cutFrom, head.cutTo);
        return named(raw, kind, StatementClassifier.skipIfNotExists(raw, index + 1), sql, settings);
    }

    private static DumpStatement named(
            RawStatement raw,
            ObjectKind kind,
            int nameIndex,
            String sql,
            SessionSettings settings) {
        if (!raw.isIdentifierAt(nameIndex)) {
            return StatementClassifier.unknown(raw);
        }
        if (raw.isSymbolAt(nameIndex + 1, '.')) {
            return StatementClassifier.otherSchema(raw);
        }
        var reason = harm(raw, nameIndex + 1);
        if (!reason.isEmpty()) {
            return StatementClassifier.refuse(raw, reason);
        }
        var table = "";
        if (kind == ObjectKind.TRIGGER) {
            var on = raw.find("ON", nameIndex + 1);
            if (on < 0 || !raw.isIdentifierAt(on + 1)) {
                return StatementClassifier.unknown(raw);
            }
            if (raw.isSymbolAt(on + 2, '.')) {
                return StatementClassifier.otherSchema(raw);
            }
            table = raw.tokens().get(on + 1).text();
        }
        return new CreateObject(
                raw.location(), kind, raw.tokens().get(nameIndex).text(), table, sql, settings);
    }

    private static @Nullable ObjectKind kind(Token token) {
        return switch (token.text().toUpperCase(Locale.ROOT)) {
            case "VIEW" -> ObjectKind.VIEW;
            case "TRIGGER" -> ObjectKind.TRIGGER;
            case "PROCEDURE" -> ObjectKind.PROCEDURE;
            case "FUNCTION" -> ObjectKind.FUNCTION;
            case "EVENT" -> ObjectKind.EVENT;
            default -> null;
        };
    }

    private static int skipAccount(RawStatement raw, int index) {
        var next = index + 1;
        if (raw.isSymbolAt(next, '(') && raw.isSymbolAt(next + 1, ')')) {
            return next + 2;
        }
        if (next < raw.tokens().size() && raw.tokens().get(next).kind() == Token.Kind.VARIABLE) {
            var bare = raw.tokens().get(next).text().equals("@");
            return Math.min(bare ? next + 2 : next + 1, raw.tokens().size());
        }
        return Math.min(next, raw.tokens().size());
    }

    private static String withoutDefiner(RawStatement raw, int cutFrom, int cutTo) {
        if (cutFrom < 0) {
            return raw.text();
        }
        var end = cutTo;
        while (end < raw.bytes().length && raw.bytes()[end] == ' ') {
            end++;
        }
        return raw.text(0, cutFrom) + raw.text(end, raw.bytes().length);
    }

    private static String harm(RawStatement raw, int from) {
        for (int i = from; i < raw.tokens().size(); i++) {
            var token = raw.tokens().get(i);
            var word = token.text().toUpperCase(Locale.ROOT);
            if (token.kind() == Token.Kind.WORD && FORBIDDEN_WORDS.contains(word)) {
                return "its body reaches beyond the database (" + word + ")";
            }
            if (token.isWord("LOAD")
                    && (raw.hasWordsAt(i + 1, "DATA") || raw.hasWordsAt(i + 1, "XML"))) {
                return "its body reaches beyond the database (LOAD "
                        + raw.tokens().get(i + 1).text()
                        + ")";
            }
            if (token.isWord("SET")
                    && (raw.hasWordsAt(i + 1, "GLOBAL")
                            || raw.hasWordsAt(i + 1, "PASSWORD")
                            || raw.hasWordsAt(i + 1, "PERSIST"))) {
                return "its body reaches beyond the database (SET "
                        + raw.tokens().get(i + 1).text()
                        + ")";
            }
            if (token.kind() == Token.Kind.VARIABLE
                    && (word.startsWith("@@GLOBAL.") || word.startsWith("@@PERSIST"))
                    && raw.isSymbolAt(i + 1, '=')) {
                return "its body reaches beyond the database (" + word + ")";
            }
            if ((token.isWord("CREATE") || token.isWord("DROP") || token.isWord("ALTER"))
                    && i + 1 < raw.tokens().size()
                    && raw.tokens().get(i + 1).kind() == Token.Kind.WORD
                    && ACCOUNT_WORDS.contains(
                            raw.tokens().get(i + 1).text().toUpperCase(Locale.ROOT))) {
                return "its body reaches beyond the database ("
                        + word
                        + " "
                        + raw.tokens().get(i + 1).text()
                        + ")";
            }
        }
        return "";
    }
}
