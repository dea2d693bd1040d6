package org.addonsdata.cli.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A fenced block of a page, and the comment right above it that says how to take it: {@code <!--
 * not run: why -->} for all of it, {@code <!-- not run: only `make it`, why -->} for one line,
 * {@code <!-- each on its own -->} for lines that are alternatives, {@code <!-- after: make up -->}
 * for what the reader has done before, {@code <!-- fails -->} for what is refused.
 *
 * @param language such as {@code "console"}; empty where none is given
 * @param line of the page that the block begins at, from 1
 * @param marker the comment's text; empty where there is none
 */
record DocumentBlock(String page, int line, String language, List<String> lines, String marker) {
    private static final String AFTER = "after: ";
    private static final String FENCE = "```";
    private static final Pattern COMMENT = Pattern.compile("<!--\\s*(.*?)\\s*-->");
    private static final Pattern ONE_LINE = Pattern.compile("not run: only `([^`]+)`.*");

    /** A command and what the page shows below it. */
    record Command(String text, List<String> expected) {}

    /** The blocks of a page, in their order. */
    static List<DocumentBlock> of(Path root, Path file) {
        var page = root.relativize(file).toString();
        var blocks = new ArrayList<DocumentBlock>();
        var lines = read(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(FENCE)) {
                int end = i + 1;
                while (!lines.get(end).startsWith(FENCE)) {
                    end++;
                }
                var comment = i == 0 ? null : COMMENT.matcher(lines.get(i - 1));
                blocks.add(
                        new DocumentBlock(
                                page,
                                i + 1,
                                lines.get(i).substring(FENCE.length()).strip(),
                                lines.subList(i + 1, end),
                                comment != null && comment.matches() ? comment.group(1) : ""));
                i = end;
            }
        }
        return blocks;
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return page + ":" + line;
    }

    boolean isNotRun() {
        return marker.startsWith("not run: ") && !ONE_LINE.matcher(marker).matches();
    }

    /** Whether each of its commands ends with an error, as the page shows. */
    boolean fails() {
        return marker.equals("fails");
    }

    boolean hasAlternatives() {
        return marker.startsWith("each on its own");
    }

    /** What is done before it; empty for nothing. */
    String before() {
        return marker.startsWith(AFTER) ? marker.substring(AFTER.length()) : "";
    }

    /** The commands that are run; of a console those behind a prompt, else every line. */
    List<Command> commands() {
        var excluded = ONE_LINE.matcher(marker);
        var leftOut = excluded.matches() ? excluded.group(1) : "";
        return allCommands().stream()
                .filter(command -> leftOut.isEmpty() || !command.text().startsWith(leftOut))
                .toList();
    }

    private List<Command> allCommands() {
        if (!language.equals("console")) {
            return lines.stream()
                    .filter(text -> !text.isBlank())
                    .map(text -> new Command(text, List.of()))
                    .toList();
        }
        var commands = new ArrayList<Command>();
        for (var text : lines) {
            if (text.startsWith("$ ")) {
                commands.add(new Command(text.substring(2), new ArrayList<>()));
            } else {
                commands.getLast().expected().add(text);
            }
        }
        return commands;
    }
}
