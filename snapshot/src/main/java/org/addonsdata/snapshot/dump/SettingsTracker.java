package org.addonsdata.snapshot.dump;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

    private static final int MAX_VARIABLES = 1_000;

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Optional<String>> saved = new HashMap<>();
    private final SettingValue evaluation = new SettingValue(new Known());

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
        var first = tokens.getFirst();
        if (first.isWord("NAMES") || first.isWord("CHARSET")) {
            return names(tokens.subList(1, tokens.size()));
        }
        if (first.isWord("CHARACTER") && tokens.size() > 1 && tokens.get(1).isWord("SET")) {
            return names(tokens.subList(2, tokens.size()));
        }
        var index = 0;
        var scope = "";
        if (first.kind() == Kind.WORD && tokens.size() > 1 && isScope(upper(first))) {
            scope = upper(first);
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
                    : "SET %s changes the whole server (%s)"
                            .formatted(scope, Printable.word(variable));
        }
        return variable.equals("TRANSACTION")
                ? ""
                : assign(variable, tokens.subList(index + 1, tokens.size()));
    }

    private String assign(String variable, List<Token> rest) {
        var start = !rest.isEmpty() && rest.getFirst().isSymbol(':') ? 1 : 0;
        if (rest.size() < start + 2 || !rest.get(start).isSymbol('=')) {
            return "a SET that is not an assignment";
        }
        var value = evaluation.of(rest.subList(start + 1, rest.size()));
        if (variable.startsWith("@")) {
            saved.put(variable, value);
            return saved.size() > MAX_VARIABLES
                    ? "more than %,d variables".formatted(MAX_VARIABLES)
                    : "";
        }
        return values.containsKey(variable) ? store(variable, value) : "";
    }

    private String store(String variable, Optional<String> value) {
        if (value.isEmpty()) {
            return "a value for %s that only a server could know".formatted(variable);
        }
        var text = value.get().equalsIgnoreCase("DEFAULT") ? "" : value.get();
        if (!variable.equals("SQL_MODE")) {
            values.put(variable, text);
            return "";
        }
        var problem = SqlModes.problem(text);
        if (problem.isEmpty()) {
            values.put(variable, SqlModes.expanded(text));
        }
        return problem;
    }

    private String names(List<Token> tokens) {
        if (tokens.isEmpty()) {
            return "a SET that is not an assignment";
        }
        values.put("CHARACTER_SET_CLIENT", tokens.getFirst().text());
        values.put("COLLATION_CONNECTION", tokens.size() > 2 ? tokens.get(2).text() : "");
        return "";
    }

    /** What is known of variables; those of the session that no dump sets count as empty. */
    private final class Known implements SettingValue.Variables {
        @Override
        public Optional<String> value(String name) {
            var variable = name.toUpperCase(Locale.ROOT);
            return variable.startsWith("@@")
                    ? Optional.of(values.getOrDefault(systemName(variable), ""))
                    : saved.getOrDefault(variable, Optional.of(""));
        }

        @Override
        public boolean isSet(String name) {
            var variable = name.toUpperCase(Locale.ROOT);
            return variable.startsWith("@@") || saved.containsKey(variable);
        }

        private static String systemName(String variable) {
            var dot = variable.lastIndexOf('.');
            return variable.substring(dot < 0 ? 2 : dot + 1);
        }
    }

    private static boolean isScope(String word) {
        return Set.of("SESSION", "LOCAL", "GLOBAL", "PERSIST", "PERSIST_ONLY").contains(word);
    }

    private static String upper(Token token) {
        return token.text().toUpperCase(Locale.ROOT);
    }
}
