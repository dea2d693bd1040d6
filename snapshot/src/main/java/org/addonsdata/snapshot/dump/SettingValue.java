package org.addonsdata.snapshot.dump;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.addonsdata.snapshot.dump.Token.Kind;

/**
 * What an assignment's right side is worth: a literal, a variable, or one of the functions that
 * dumps use on them; nothing where only a server could say.
 */
final class SettingValue {
    /** No setting is longer; variables made of variables could grow without end. */
    private static final int MAX_CHARACTERS = 4096;

    private final Variables variables;

    /** The values of variables. */
    interface Variables {
        /**
         * @param name such as {@code @old_mode} or {@code @@session.sql_mode}
         * @return nothing where it is not known
         */
        Optional<String> value(String name);

        boolean isSet(String name);
    }

    SettingValue(Variables variables) {
        this.variables = variables;
    }

    Optional<String> of(List<Token> tokens) {
        return value(tokens).filter(value -> value.length() <= MAX_CHARACTERS);
    }

    private Optional<String> value(List<Token> tokens) {
        if (tokens.size() == 1) {
            return single(tokens.getFirst());
        }
        var isCall =
                tokens.size() > 3 && tokens.get(1).isSymbol('(') && tokens.getLast().isSymbol(')');
        if (isCall && tokens.getFirst().isWord("CONCAT")) {
            return concat(arguments(tokens));
        }
        return isCall && Set.of("IFNULL", "COALESCE").contains(Harm.upper(tokens.getFirst()))
                ? firstSet(arguments(tokens))
                : signed(tokens);
    }

    private Optional<String> single(Token token) {
        return switch (token.kind()) {
            case STRING, WORD, NAME, NUMBER -> Optional.of(token.text());
            case VARIABLE -> variables.value(token.text());
            case SYMBOL -> Optional.empty();
        };
    }

    private static Optional<String> signed(List<Token> tokens) {
        return tokens.size() == 2
                        && tokens.getFirst().isSymbol('-')
                        && tokens.getLast().kind() == Kind.NUMBER
                ? Optional.of("-" + tokens.getLast().text())
                : Optional.empty();
    }

    private Optional<String> concat(List<List<Token>> arguments) {
        var text = new StringBuilder();
        for (var argument : arguments) {
            var value = of(argument);
            if (value.isEmpty()) {
                return value;
            }
            text.append(value.get());
        }
        return Optional.of(text.toString());
    }

    private Optional<String> firstSet(List<List<Token>> arguments) {
        for (var argument : arguments) {
            var isUnset =
                    argument.size() == 1
                            && argument.getFirst().kind() == Kind.VARIABLE
                            && !variables.isSet(argument.getFirst().text());
            if (!isUnset) {
                return of(argument);
            }
        }
        return Optional.empty();
    }

    private static List<List<Token>> arguments(List<Token> call) {
        var arguments = new ArrayList<List<Token>>();
        var depth = 0;
        var start = 2;
        for (int i = 2; i < call.size(); i++) {
            var token = call.get(i);
            if (depth == 0 && (token.isSymbol(',') || i == call.size() - 1)) {
                arguments.add(call.subList(start, i));
                start = i + 1;
            }
            depth += token.nesting();
        }
        return arguments;
    }
}
