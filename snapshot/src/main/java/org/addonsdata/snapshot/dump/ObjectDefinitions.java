package org.addonsdata.snapshot.dump;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
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

    /**
     * What stands between CREATE and an object's kind.
     *
     * @param definerFrom the token where the DEFINER begins, and the one behind it; -1 without one
     */
    record Head(int kindIndex, int definerFrom, int definerTo, boolean ambiguous) {}

    static Head head(RawStatement raw, int start) {
        var index = start;
        var from = -1;
        var to = -1;
        var definers = 0;
        while (index < raw.tokens().size()) {
            if (raw.hasWordsAt(index, "AGGREGATE")) {
                index++;
            } else if (raw.hasWordsAt(index, "ALGORITHM") && raw.isSymbolAt(index + 1, '=')) {
                index += 3;
            } else if (raw.hasWordsAt(index, "SQL", "SECURITY")) {
                index += 3;
            } else if (raw.hasWordsAt(index, "DEFINER") && raw.isSymbolAt(index + 1, '=')) {
                from = index;
                index = skipAccount(raw, index + 2);
                to = index;
                definers++;
            } else {
                break;
            }
        }
        return new Head(index, from, to, definers > 1);
    }

    /** The token behind which comments belong to a routine's body; servers keep no others. */
    static int bodyFrom(RawStatement raw, int start) {
        var index = head(raw, start).kindIndex;
        var kind = index < raw.tokens().size() ? kind(raw.tokens().get(index)) : null;
        return kind == null || kind == ObjectKind.VIEW ? Integer.MAX_VALUE : index + 1;
    }

    static DumpStatement create(
            RawStatement raw, int start, SessionSettings settings, DumpRules rules) {
        var head = head(raw, start);
        var index = head.kindIndex;
        var kind = index < raw.tokens().size() ? kind(raw.tokens().get(index)) : null;
        if (kind == null) {
            return StatementClassifier.unknown(raw);
        }
        var name = StatementClassifier.skipIfNotExists(raw, index + 1);
        if (!raw.isIdentifierAt(name)) {
            return StatementClassifier.unknown(raw);
        }
        if (raw.isSymbolAt(name + 1, '.')) {
            return StatementClassifier.otherSchema(raw);
        }
        var reason =
                Harm.first(
                        head.ambiguous ? "it names two definers" : "",
                        rules.reason(raw.tokens(), name),
                        harm(raw, kind, name + 1));
        return reason.isEmpty()
                ? object(raw, head, kind, name, settings)
                : StatementClassifier.refuse(raw, reason);
    }

    private static DumpStatement object(
            RawStatement raw, Head head, ObjectKind kind, int name, SessionSettings settings) {
        var table = "";
        if (kind == ObjectKind.TRIGGER) {
            var on = raw.find("ON", name + 1);
            if (on < 0 || !raw.isIdentifierAt(on + 1)) {
                return StatementClassifier.unknown(raw);
            }
            if (raw.isSymbolAt(on + 2, '.')) {
                return StatementClassifier.otherSchema(raw);
            }
            table = raw.tokens().get(on + 1).text();
        }
        return new CreateObject(
                raw.location(),
                kind,
                raw.tokens().get(name).text(),
                table,
                definer(raw, head),
                withoutDefiner(raw, head),
                settings);
    }

    /** The account without quotes. */
    private static String definer(RawStatement raw, Head head) {
        return head.definerFrom < 0
                ? ""
                : raw.tokens().subList(head.definerFrom + 2, head.definerTo).stream()
                        .map(Token::text)
                        .collect(Collectors.joining());
    }

    private static String withoutDefiner(RawStatement raw, Head head) {
        if (head.definerFrom < 0) {
            return raw.text();
        }
        var edits = new Edits(raw);
        var end = raw.tokens().get(Math.min(head.definerTo, raw.tokens().size() - 1)).start();
        edits.replace(raw.tokens().get(head.definerFrom).start(), end, "");
        return edits.text();
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

    private static String harm(RawStatement raw, ObjectKind kind, int from) {
        var view = kind == ObjectKind.VIEW;
        return Harm.first(
                harm(raw, from),
                ofServersTables(raw, from),
                view ? Harm.ofFunctions(raw, from) : "",
                view ? Harm.ofSecondStatement(raw, from) : "");
    }

    /** The schema that holds accounts. */
    private static String ofServersTables(RawStatement raw, int from) {
        for (int i = from; i < raw.tokens().size(); i++) {
            if (raw.isIdentifierAt(i)
                    && raw.tokens().get(i).text().equalsIgnoreCase("mysql")
                    && raw.isSymbolAt(i + 1, '.')) {
                return "it reaches for the server's own schema mysql";
            }
        }
        return "";
    }

    private static String harm(RawStatement raw, int from) {
        for (int i = from; i < raw.tokens().size(); i++) {
            var token = raw.tokens().get(i);
            var word = token.text().toUpperCase(Locale.ROOT);
            var calls = token.isIdentifier() && raw.isSymbolAt(i + 1, '(');
            if ((token.kind() == Token.Kind.WORD && FORBIDDEN_WORDS.contains(word))
                    || (calls && word.equals("LOAD_FILE"))) {
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
