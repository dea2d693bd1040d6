package org.addonsdata.cli.manual;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_DESCRIPTION;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING;

import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.IHelpSectionRenderer;

/** Lays out {@code --help}. */
public final class HelpPages {
    /** picocli takes no fewer. */
    private static final int LEAST_COLUMNS = 55;

    private static final int MOST_COLUMNS = 100;

    private HelpPages() {}

    /**
     * Gives a command line and its commands their help.
     *
     * @param columns of the terminal; 0 where it is not known
     */
    public static void applyTo(CommandLine line, int columns, boolean colour) {
        line.setUsageHelpWidth(
                columns <= 0 ? MOST_COLUMNS : Math.clamp(columns, LEAST_COLUMNS, MOST_COLUMNS));
        line.setColorScheme(Help.defaultColorScheme(colour ? Ansi.ON : Ansi.OFF));
        var sections = new HashMap<>(line.getHelpSectionMap());
        sections.put("summary", help -> wrapped(help, 0, Page.of(help.commandSpec()).summary()));
        sections.put("details", section("", HelpPages::details));
        sections.put("changes", section("Changes", HelpPages::changes));
        sections.put("options", section("Options", HelpPages::options));
        sections.put("commands", section("Commands", Help::commandList));
        sections.put("statuses", section("Exit status", HelpPages::statuses));
        sections.put("examples", section("Examples", HelpPages::examples));
        sections.remove(SECTION_KEY_DESCRIPTION);
        line.setHelpSectionMap(sections);
        line.setHelpSectionKeys(
                List.of(
                        SECTION_KEY_SYNOPSIS_HEADING,
                        SECTION_KEY_SYNOPSIS,
                        "summary",
                        "details",
                        "changes",
                        "options",
                        "commands",
                        "statuses",
                        "examples",
                        SECTION_KEY_FOOTER));
    }

    /** A blank line, a heading and the body; nothing where there is no body. */
    private static IHelpSectionRenderer section(String heading, Function<Help, String> body) {
        return help -> {
            var text = body.apply(help);
            if (text.isEmpty()) {
                return "";
            }
            return heading.isEmpty()
                    ? "\n" + text
                    : "\n"
                            + help.colorScheme().ansi().text("@|bold " + heading + ":|@")
                            + "\n"
                            + text;
        };
    }

    private static String details(Help help) {
        return Page.of(help.commandSpec()).details().stream()
                .map(paragraph -> wrapped(help, 0, paragraph))
                .collect(Collectors.joining("\n"));
    }

    private static String changes(Help help) {
        var changes = Page.of(help.commandSpec()).changes();
        return changes.isEmpty() ? "" : wrapped(help, 2, changes);
    }

    private static String options(Help help) {
        return help.parameterList() + help.optionList();
    }

    private static String statuses(Help help) {
        var table =
                TextTable.forColumns(
                        help.colorScheme(),
                        new Column(6, 2, Overflow.TRUNCATE),
                        new Column(width(help) - 6, 1, Overflow.WRAP));
        Page.of(help.commandSpec())
                .statuses()
                .forEach((status, meaning) -> table.addRowValues(status.toString(), meaning));
        return table.toString();
    }

    private static String examples(Help help) {
        var text = new StringBuilder();
        for (var example : Page.of(help.commandSpec()).examples()) {
            text.append("  ")
                    .append(help.colorScheme().ansi().text("@|bold " + example.line() + "|@"))
                    .append('\n')
                    .append(wrapped(help, 6, example.does()));
        }
        return text.toString();
    }

    private static int width(Help help) {
        return help.commandSpec().usageMessage().width();
    }

    private static String wrapped(Help help, int indent, String text) {
        var table =
                TextTable.forColumns(
                        help.colorScheme(), new Column(width(help), indent, Overflow.WRAP));
        // The second line of a paragraph begins where the first does.
        table.indentWrappedLines = 0;
        table.addRowValues(text);
        return table.toString();
    }
}
