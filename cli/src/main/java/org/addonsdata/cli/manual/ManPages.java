package org.addonsdata.cli.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Writes a man page of section 1 for every command, in roff's man macros. */
public final class ManPages {
    private final String version;
    private final List<Entry> environment;
    private final List<Entry> files;

    /** A word and what it means. */
    public record Entry(String word, String meaning) {}

    /**
     * @param version of the tool, such as {@code "addons-data 1.0"}
     * @param environment the variables there are
     * @param files the files it reads and writes
     */
    public ManPages(String version, List<Entry> environment, List<Entry> files) {
        this.version = version;
        this.environment = environment;
        this.files = files;
    }

    /**
     * Writes {@code addons-data.1}, {@code addons-data-up.1} and so on.
     *
     * @return how many
     */
    public int write(CommandLine line, Path directory) throws IOException {
        var page = Page.of(line.getCommandSpec());
        Files.writeString(directory.resolve(fileName(line.getCommandSpec())), text(page));
        int written = 1;
        for (var subcommand : page.subcommands()) {
            written += write(subcommand.commandLine(), directory);
        }
        return written;
    }

    private static String fileName(CommandSpec command) {
        return title(command) + ".1";
    }

    private static String title(CommandSpec command) {
        return command.qualifiedName("-");
    }

    String text(Page page) {
        var roff = new Roff(title(page.command()), version);
        roff.section("NAME").line(title(page.command()) + " \\- " + Roff.escaped(page.summary()));
        synopsis(roff, page);
        roff.section("DESCRIPTION").paragraph(page.summary());
        page.details().forEach(roff::paragraph);
        if (!page.changes().isEmpty()) {
            roff.section("CHANGES").paragraph(page.changes());
        }
        options(roff, page.command());
        commands(roff, page);
        statuses(roff, page);
        if (page.command().parent() == null) {
            entries(roff, "ENVIRONMENT", environment);
            entries(roff, "FILES", files);
        }
        examples(roff, page);
        seeAlso(roff, page);
        return roff.toString();
    }

    private static void synopsis(Roff roff, Page page) {
        var command = page.command();
        var words = new StringBuilder(command.options().isEmpty() ? "" : " [OPTIONS]");
        command.positionalParameters()
                .forEach(parameter ->
                        words.append(' ')
                                .append(
                                        parameter.arity().min() == 0
                                                ? "[" + parameter.paramLabel() + "]"
                                                : parameter.paramLabel())
                                .append(parameter.arity().max() > 1 ? "..." : ""));
        if (!page.subcommands().isEmpty()) {
            words.append(" [COMMAND]");
        }
        roff.section("SYNOPSIS").bold(page.name(), words.toString());
    }

    private static void options(Roff roff, CommandSpec command) {
        roff.section("OPTIONS");
        for (var parameter : command.positionalParameters()) {
            roff.entry(parameter.paramLabel(), description(parameter));
        }
        for (var option : command.options()) {
            if (!option.hidden()) {
                var label = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
                roff.entry(String.join(", ", option.names()) + label, description(option));
            }
        }
    }

    private static String description(ArgSpec argument) {
        return String.join(" ", argument.description());
    }

    private static void commands(Roff roff, Page page) {
        if (!page.subcommands().isEmpty()) {
            roff.section("COMMANDS");
            for (var subcommand : page.subcommands()) {
                roff.entry(subcommand.name(), Page.of(subcommand).summary());
            }
        }
    }

    private static void statuses(Roff roff, Page page) {
        roff.section("EXIT STATUS");
        if (page.statuses().isEmpty()) {
            for (var status : Page.allStatuses()) {
                roff.entry(Integer.toString(status.value()), status.meaning());
            }
        } else {
            page.statuses().forEach((status, meaning) -> roff.entry(status.toString(), meaning));
        }
    }

    private static void entries(Roff roff, String section, List<Entry> entries) {
        roff.section(section);
        entries.forEach(entry -> roff.entry(entry.word(), entry.meaning()));
    }

    private static void examples(Roff roff, Page page) {
        if (!page.examples().isEmpty()) {
            roff.section("EXAMPLES");
            for (var example : page.examples()) {
                roff.entry(example.line(), example.does());
            }
        }
    }

    private static void seeAlso(Roff roff, Page page) {
        var parent = page.command().parent();
        var others =
                page.subcommands().isEmpty() && parent != null
                        ? List.of(parent)
                        : page.subcommands();
        roff.section("SEE ALSO");
        roff.references(others.stream().map(ManPages::title).toList());
    }
}
