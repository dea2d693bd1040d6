package org.addonsdata.cli.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.addonsdata.cli.settings.Secrets;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.core.progress.Progress;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The one place that prints. */
public final class Console implements AutoCloseable {
    private final PrintStream out;
    private final PrintStream error;
    private final Style style;
    private volatile @Nullable ConsoleProgress progress;
    private volatile boolean asking;
    private boolean json;
    private boolean quiet;
    private boolean verbose;

    private Console(PrintStream out, PrintStream error, Style style) {
        this.out = out;
        this.error = error;
        this.style = style;
    }

    /** The launcher tells in system properties which streams are terminals, and how wide. */
    public static Console of(PrintStream out, PrintStream error, Map<String, String> environment) {
        int columns = columns(System.getProperty("addonsdata.columns"));
        boolean colour = columns > 0 && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Console(out, error, new Style(columns, colour, isUtf8(environment)));
    }

    private static int columns(@Nullable String property) {
        if (property == null) {
            return 0;
        }
        try {
            int columns = Integer.parseInt(property);
            return columns == 0 ? 80 : Math.max(40, columns);
        } catch (NumberFormatException e) {
            return 80;
        }
    }

    /** As the environment was before the launcher changed it. */
    private static boolean isUtf8(Map<String, String> environment) {
        if (Boolean.getBoolean("addonsdata.ascii")) {
            return false;
        }
        for (var name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            var value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
            }
        }
        return false;
    }

    /** Whether results are one JSON object; known once the command line is parsed. */
    public void json(boolean wanted) {
        json = wanted;
    }

    public boolean isJson() {
        return json;
    }

    /** Standard output, for help texts. */
    public PrintWriter writer() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    /** Whether progress stays unseen. */
    public void quiet(boolean wanted) {
        quiet = wanted;
    }

    /** Whether to tell what is done in detail; then nothing is drawn in place. */
    public void verbose(boolean wanted) {
        verbose = wanted;
    }

    /** Where to report progress; drawn on standard error. */
    public Progress progress() {
        if (quiet) {
            return Progress.silent();
        }
        var current = progress;
        if (current == null) {
            current = new ConsoleProgress(error, verbose ? style.withoutTerminal() : style);
            progress = current;
        }
        return current;
    }

    /**
     * Answers the first Ctrl-C, from the thread that is told of it.
     *
     * @return whether there is something to wait for
     */
    public boolean interrupted() {
        if (asking) {
            error.println();
            error.flush();
            return false;
        }
        var current = progress;
        var running = current == null ? List.<String>of() : current.running();
        var message =
                "addons-data: interrupted%s; cleaning up, Ctrl-C again ends at once"
                        .formatted(running.isEmpty() ? "" : " in " + String.join(", ", running));
        if (current == null) {
            error.println(Text.wrapped(Text.message(message), style.columns()));
            error.flush();
        } else {
            current.interrupted(message);
        }
        return true;
    }

    /** One line of the result. */
    public void line(String text) {
        endProgress();
        out.println(resultStyle().shown(text));
    }

    /** The same, broken between words where a terminal is too narrow. */
    public void line(String text, int indent) {
        endProgress();
        int columns = Boolean.getBoolean("addonsdata.terminal") ? columns() : 0;
        out.println(Text.wrapped(resultStyle().shown(text), columns, indent));
    }

    /** A result of many lines, which end as they are given. */
    public void text(String lines) {
        endProgress();
        out.print(lines);
    }

    /** The terminal's width; 0 where there is none. */
    public int columns() {
        return style.columns();
    }

    /** How results may be marked on standard output. */
    public Style resultStyle() {
        return new Style(0, colourOnOutput(), style.unicode());
    }

    /** Whether standard output may be coloured. */
    public boolean colourOnOutput() {
        return style.colour() && Boolean.getBoolean("addonsdata.terminal");
    }

    /** The whole result as JSON. */
    public void result(JsonNode result) {
        endProgress();
        printJson(result);
    }

    /** A line for a person beside the result. */
    public void remark(String text) {
        endProgress();
        if (!quiet) {
            error.println(Text.wrapped(Text.message(text), style.columns()));
        }
    }

    private void printJson(JsonNode node) {
        var text = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(node);
        out.println(Text.json(text));
    }

    /** Whether there is a terminal to ask on. */
    public boolean canAsk() {
        return style.terminal() && Boolean.getBoolean("addonsdata.interactive");
    }

    /** Asks for a word; false without asking where there is no terminal to ask on. */
    public boolean confirm(String question, String expected) {
        endProgress();
        if (!canAsk()) {
            return false;
        }
        var text = Text.message(question + " Type '" + expected + "' to go on:");
        error.print(Text.wrapped(text, style.columns()) + " ");
        error.flush();
        asking = true;
        try {
            var answer =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                            .readLine();
            return expected.equals(answer == null ? "" : answer.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            asking = false;
        }
    }

    /** Shows what a user can act on, and returns the exit status. */
    public int fail(DataException failure) {
        endProgress();
        if (json) {
            var body = JsonMapper.shared().createObjectNode();
            body.putObject("error")
                    .put("code", failure.code().text())
                    .put("message", Secrets.masked(failure.messageText()))
                    .put("hint", failure.hint())
                    .put("exitStatus", failure.code().status().value());
            printJson(body);
        } else {
            // The name is wrapped with the rest before it gets its colour.
            var message = "addons-data: " + Text.message(Secrets.masked(failure.messageText()));
            error.println(
                    Text.wrapped(message, style.columns())
                            .replaceFirst("^addons-data: ", style.red("addons-data: ")));
            if (failure.hint() != null) {
                error.println(
                        Text.wrapped("hint: " + Text.message(failure.hint()), style.columns()));
            }
        }
        return failure.code().status().value();
    }

    /** Shows a failure that nobody foresaw, with everything a bug report needs. */
    public int bug(Throwable failure) {
        endProgress();
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        if (json) {
            var body = JsonMapper.shared().createObjectNode();
            body.putObject("error")
                    .put("code", "bug")
                    .put("message", Secrets.masked(failure.toString()))
                    .put("exitStatus", ExitStatus.FAILED.value());
            printJson(body);
        }
        error.println(
                style.red("addons-data: this is a bug: ")
                        + Text.message(Secrets.masked(failure.toString())));
        Secrets.masked(trace.toString())
                .replace("\t", "    ")
                .lines()
                .map(line -> "    " + Text.printable(line))
                .forEach(error::println);
        error.println("hint: please report it with the lines above");
        return ExitStatus.FAILED.value();
    }

    private void endProgress() {
        var current = progress;
        progress = null;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void close() {
        endProgress();
        out.flush();
        error.flush();
    }
}
