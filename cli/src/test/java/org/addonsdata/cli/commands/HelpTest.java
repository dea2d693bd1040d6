package org.addonsdata.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.addonsdata.cli.manual.HelpPages;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.core.errors.ExitStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Every command teaches, and what it teaches can be typed. */
class HelpTest {
    static Stream<String> commands() {
        return CommandModels.all()
                .filter(line -> line.getSubcommands().isEmpty())
                .map(line -> line.getCommandSpec().qualifiedName())
                .filter(name -> !name.endsWith(" help"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandSaysWhatItChangesHowItEndsAndAnExample(String name) {
        var line = find(name);
        assertThat(line.getUsageMessage())
                .contains("Usage: " + name, "Changes:", "Exit status:", "Examples:", "\n  0   ")
                .doesNotContain("\033");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyExampleIsACommandLineThatIsUnderstood(String name) {
        for (var example : manual(find(name)).examples()) {
            var typed = example.line().replaceAll("^.*(\\(|\")(?=addons-data)|\\)\"?$", "");
            var words = List.of(typed.replaceFirst("^.*addons-data ", "").split(" "));
            assertThat(words).as(example.line()).startsWith(name.split(" ")[1]);
            CommandModels.root().parseArgs(words.toArray(String[]::new));
            assertThat(example.does()).doesNotEndWith(".").isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 55, 80, 300})
    void helpFitsTheTerminal(int columns) {
        var root = CommandModels.root();
        HelpPages.applyTo(root, columns, false);
        CommandModels.all()
                .map(line -> line.getCommandSpec().qualifiedName(" "))
                .forEach(name ->
                        assertThat(find(root, name).getUsageMessage().lines())
                                .filteredOn(each -> !each.contains("  addons-data "))
                                .allMatch(each -> each.length() <= Math.clamp(columns, 55, 100)));
    }

    @Test
    void colourIsForTerminalsAlone() {
        var root = CommandModels.root();
        HelpPages.applyTo(root, 80, true);
        assertThat(root.getSubcommands().get("up").getUsageMessage()).contains("\033[1mChanges");
    }

    @Test
    void thePageOfCommandsSaysTheSameOfExitStatuses() throws Exception {
        var page =
                Files.readString(
                        Path.of(System.getProperty("addonsdata.checkout"), "docs/commands.md"));
        for (var status : ExitStatus.values()) {
            assertThat(page).contains("| %d | %s |".formatted(status.value(), status.meaning()));
        }
    }

    private static Manual manual(CommandLine line) {
        return line.getCommandSpec().userObject().getClass().getAnnotation(Manual.class);
    }

    private static CommandLine find(String name) {
        return find(CommandModels.root(), name);
    }

    private static CommandLine find(CommandLine root, String name) {
        var line = root;
        for (var word : name.split(" ")) {
            line = line.getSubcommands().getOrDefault(word, line);
        }
        return line;
    }
}
