package org.addonsdata.snapshot.dump;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.addonsdata.snapshot.dump.Token.Kind;

/**
 * Follows {@code SET} statements without running any: values saved in user variables come back from
 * there. Settings of the whole server are refused; those that dumps make for replication are passed
 * over.
 */
final class SettingsTracker {
    private static final Set<String> SERVER_WIDE_BUT_PASSED_OVER =
            Set.of("GTID_PURGED", "SQL_LOG_BIN");
    private static final Set<String> NOT_SETTINGS =
            Set.of("PASSWORD", "ROLE", "DEFAULT", "RESOURCE");

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> saved = new HashMap<>();

    void start(SessionSettings initial) {
        values.put("CHARACTER_SET_CLIENT", initial.characterSet());
        values.put("COLLATION_CONNECTION", initial.collation());
        values.put("SQL_MODE", initial.sqlMode());
        values.put("TIME_ZONE", initial.timeZone());
    }

    SessionSettings current() {
        return new SessionSettings(
                values.getOrDefault("CHARACTER_SET_CLIENT", "utf8mb4").toLowerCase(Locale.ROOT),
                values.getOrDefault("COLLATION_CONNECTION", ""),
                values.getOrDefault("SQL_MODE", ""),
                values.getOrDefault("TIME_ZONE", ""));
    }

    DumpStatement apply(RawStatement raw) {
        var tokens = raw.tokens();
        if (tokens.size() > 1 && NOT_SETTINGS.contains(upper(tokens.get(1)))) {
            return new DumpStatement.Refused(
                    raw.location(), "SET " + upper(tokens.get(1)) + " changes accounts");
        }
        if (raw.hasWordsAt(1, "STATEMENT")) {
            return new DumpStatement.Refused(
                    raw.location(), "SET STATEMENT runs another statement");
        }
        var start = 1;
        var depth = 0;
        for (int i = 1; i <= tokens.size(); i++) {
            var atEnd = i == tokens.size();
            if (!atEnd) {
                depth += tokens.get(i).nesting();
            }
            if (atEnd || (depth == 0 && tokens.get(i).isSymbol(','))) {
                var reason = assign(tokens.subList(start, i));
                if (!reason.isEmpty()) {
                    return new DumpStatement.Refused(raw.location(), reason);
                }
                start = i + 1;
            }
        }
        return new DumpStatement.Ignored(raw.location(), "SET");
    }

    private String assign(List<Token> tokens) {
        if (tokens.isEmpty()) {
            return "a SET without a variable";
        }
        if (tokens.getFirst().isWord("NAMES") || tokens.getFirst().isWord("CHARSET")) {
            names(tokens);
            return "";
        }
        var index = 0;
        var scope = "";
        if (tokens.getFirst().kind() == Kind.WORD
                && tokens.size() > 1
                && isScope(upper(tokens.getFirst()))) {
            scope = upper(tokens.getFirst());
            index = 1;
        }
        var variable = upper(tokens.get(index));
        if (variable.startsWith("@@")) {
            variable = variable.substring(2);
            var dot = variable.indexOf('.');
            scope = dot < 0 ? scope : variable.substring(0, dot);
            variable = variable.substring(dot + 1);
        }
        if (scope.equals("GLOBAL") || scope.startsWith("PERSIST")) {
            return SERVER_WIDE_BUT_PASSED_OVER.contains(variable)
                    ? ""
                    : "SET " + scope + " changes the whole server (" + variable + ")";
        }
        store(variable, value(tokens.subList(index + 1, tokens.size())));
        return "";
    }

    private void store(String variable, String value) {
        if (variable.startsWith("@")) {
            saved.put(variable, value);
        } else if (values.containsKey(variable)) {
            values.put(variable, value);
        }
    }

    private void names(List<Token> tokens) {
        if (tokens.size() > 1) {
            values.put("CHARACTER_SET_CLIENT", tokens.get(1).text());
            values.put("COLLATION_CONNECTION", tokens.size() > 3 ? tokens.get(3).text() : "");
        }
    }

    /**
     * A value that is a literal or a saved one; of anything else its strings, which name the modes
     * it adds.
     */
    private String value(List<Token> tokens) {
        var text = new StringBuilder();
        for (var token : tokens) {
            switch (token.kind()) {
                case STRING -> text.append(text.isEmpty() ? "" : ",").append(token.text());
                case WORD, NUMBER, NAME -> {
                    if (tokens.size() <= 3) {
                        text.append(token.text());
                    }
                }
                case VARIABLE -> text.append(saved(upper(token)));
                case SYMBOL -> {}
            }
        }
        return text.toString();
    }

    private String saved(String variable) {
        if (variable.startsWith("@@")) {
            var name =
                    variable.substring(
                            variable.lastIndexOf('.') < 0 ? 2 : variable.lastIndexOf('.') + 1);
            return values.getOrDefault(name, "");
        }
        return saved.getOrDefault(variable, "");
    }

    private static boolean isScope(String word) {
        return Set.of("SESSION", "LOCAL", "GLOBAL", "PERSIST", "PERSIST_ONLY").contains(word);
    }

    private static String upper(Token token) {
        return token.text().toUpperCase(Locale.ROOT);
    }
}
