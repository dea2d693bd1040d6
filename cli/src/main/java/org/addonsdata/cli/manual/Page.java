package org.addonsdata.cli.manual;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.core.errors.ExitStatus;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The manual of one command, read from its model.
 *
 * @param statuses what each exit status means, in their order; empty for a command that only groups
 *     others
 */
record Page(
        CommandSpec command,
        List<String> details,
        String changes,
        Map<Integer, String> statuses,
        List<Example> examples) {
    static Page of(CommandSpec command) {
        return manual(command)
                .map(manual ->
                        new Page(
                                command,
                                List.of(manual.details()),
                                manual.changes(),
                                statuses(manual),
                                List.of(manual.examples())))
                .orElseGet(() -> new Page(command, List.of(), "", Map.of(), List.of()));
    }

    private static Optional<Manual> manual(CommandSpec command) {
        var type = command.userObject() == null ? Page.class : command.userObject().getClass();
        return Optional.ofNullable(type.getAnnotation(Manual.class));
    }

    private static Map<Integer, String> statuses(Manual manual) {
        var statuses = new TreeMap<Integer, String>();
        for (var always : List.of(ExitStatus.DONE, ExitStatus.FAILED, ExitStatus.USAGE)) {
            statuses.put(always.value(), always.meaning());
        }
        for (var end : manual.ends()) {
            statuses.put(end.value(), end.meaning());
        }
        for (var own : manual.endsWith()) {
            var parts = own.split(": ", 2);
            statuses.put(Integer.valueOf(parts[0]), parts[1]);
        }
        return new LinkedHashMap<>(statuses);
    }

    /** The sentence that says what the command does. */
    String summary() {
        return String.join(" ", command.usageMessage().description());
    }

    /** The commands in it that a person is to know. */
    List<CommandSpec> subcommands() {
        return command.subcommands().values().stream()
                .map(picocli.CommandLine::getCommandSpec)
                .filter(subcommand -> !subcommand.usageMessage().hidden())
                .toList();
    }

    /** Its names from the first word on, such as {@code volume remove}. */
    String name() {
        return command.qualifiedName(" ");
    }

    static List<ExitStatus> allStatuses() {
        return Arrays.asList(ExitStatus.values());
    }
}
