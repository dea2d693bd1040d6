package org.addonsdata.cli.manual;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The completion script, for bash 3.2 and later and for zsh by its bashcompinit. What a value can
 * be is told by its label: {@code zstd|none} are the values themselves, {@code VOLUME} and {@code
 * SNAPSHOT} are those there are, {@code DIR} and {@code FILE} are paths.
 */
public final class Completion {
    private static final String HEAD =
            """
            # Completion of addons-data for bash, and for zsh by bashcompinit. Made by 'addons-data completion'.
            if [ -n "${ZSH_VERSION:-}" ]; then
              autoload -Uz compinit bashcompinit
              (( ${+functions[compdef]} )) || compinit
              bashcompinit
            fi

            _addons_data_names() {
              local directory
              for directory in "$1"/*/; do
                [ -d "$directory" ] && directory=${directory%/} && printf '%s\\n' "${directory##*/}"
              done
            }

            _addons_data() {
              local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
              local command='' word='' kind='' words='' i
              # bash takes --option=value apart, zsh does not.
              if [ "$current" = "=" ]; then
                current=''
              elif [ "$previous" = "=" ]; then
                previous=${COMP_WORDS[COMP_CWORD - 2]}
              fi
              for ((i = 1; i < COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                case "$command $word" in
            """;

    private static final String TAIL =
            """
              case "$kind" in
                VOLUME)
                  words=$(_addons_data_names "${XDG_DATA_HOME:-$HOME/.local/share}/addons-data/volumes")
                  case $current in /*) kind=DIR ;; esac
                  ;;
                SNAPSHOT) words=$(_addons_data_names "${ADDONS_DATA_PROJECT:-.}/backups") ;;
                *'|'*) words=${kind//'|'/ } ;;
              esac
              case "$kind" in
                DIR | FILE)
                  compopt -o filenames 2>/dev/null
                  COMPREPLY=($(compgen -f -- "$current"))
                  ;;
                *) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
              esac
            }
            complete -o bashdefault -F _addons_data addons-data 2>/dev/null || complete -F _addons_data addons-data
            """;

    private final List<CommandSpec> commands = new ArrayList<>();

    private Completion(CommandLine root) {
        collect(root.getCommandSpec());
    }

    /** The script for a command line and all its commands. */
    public static String script(CommandLine root) {
        return new Completion(root).script();
    }

    private void collect(CommandSpec command) {
        commands.add(command);
        Page.of(command).subcommands().forEach(this::collect);
    }

    private String script() {
        var text = new StringBuilder(HEAD);
        for (var command : commands) {
            if (command.parent() != null) {
                text.append(
                        "      '%s %s') command='%s' ;;\n"
                                .formatted(path(command.parent()), command.name(), path(command)));
            }
        }
        text.append("    esac\n  done\n  case \"$command:$previous\" in\n");
        values().forEach((kind, options) ->
                text.append("    %s) kind='%s' ;;\n".formatted(String.join(" | ", options), kind)));
        text.append("    *)\n      case \"$command:$current\" in\n");
        for (var command : commands) {
            text.append(
                    "        '%s':-*) words='%s' ;;\n"
                            .formatted(path(command), String.join(" ", options(command))));
            operand(text, command);
        }
        return text.append("      esac\n      ;;\n  esac\n").append(TAIL).toString();
    }

    /** What stands where no option does: a command, or a value. */
    private static void operand(StringBuilder text, CommandSpec command) {
        var commands = Page.of(command.helpCommand() ? command.root() : command).subcommands();
        if (!commands.isEmpty()) {
            var names = commands.stream().map(CommandSpec::name).toList();
            text.append(
                    "        '%s':*) words='%s' ;;\n"
                            .formatted(path(command), String.join(" ", names)));
        } else if (!command.positionalParameters().isEmpty()) {
            text.append(
                    "        '%s':*) kind='%s' ;;\n"
                            .formatted(
                                    path(command),
                                    kind(command.positionalParameters().getFirst())));
        }
    }

    /** The options that take a value, by what it can be. */
    private Map<String, Set<String>> values() {
        var values = new TreeMap<String, Set<String>>();
        for (var command : commands) {
            for (var option : command.options()) {
                if (option.arity().max() > 0) {
                    var patterns = values.computeIfAbsent(kind(option), _ -> new LinkedHashSet<>());
                    for (var name : option.names()) {
                        patterns.add("*:" + name);
                    }
                }
            }
        }
        return values;
    }

    private static String kind(ArgSpec argument) {
        return argument.paramLabel();
    }

    private static List<String> options(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .toList();
    }

    /** Its names without the program's, such as {@code volume remove}. */
    private static String path(CommandSpec command) {
        return command.parent() == null
                ? ""
                : (path(command.parent()) + " " + command.name()).strip();
    }
}
