package org.addonsdata.cli.console;

import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import org.addonsdata.cli.console.ConsoleTask.Outcome;

/** What a task looks like: under way on a terminal, under way elsewhere, and at its end. */
record TaskLines(Style style) {
    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int NAME_COLUMNS = 14;
    private static final int LONG_BAR = 20;
    private static final int SHORT_BAR = 10;

    /** A bar takes no more than a third of the line, as the numbers beside it say more. */
    private static final int LONG_BAR_FROM_COLUMNS = 90;

    private static final int SHORT_BAR_FROM_COLUMNS = 60;
    private static final Duration RATED_FROM = Duration.ofSeconds(2);

    /** One line that no terminal has to wrap. */
    String running(ConsoleTask task) {
        int room = style.columns() - 1 - style.signColumns();
        var bar = bar(task, barColumns());
        var head = named(task) + (bar.isEmpty() ? "" : bar + " ");
        var detail = task.detail(room - head.length());
        var text = head + (detail.isEmpty() ? Text.duration(task.elapsed()) : detail);
        return style.running() + text.substring(0, Math.min(room, text.length()));
    }

    /** The same without a terminal, where lines stay and are read later. */
    String report(ConsoleTask task, LocalTime now) {
        var percent = task.fraction() < 0 ? "" : Math.round(100 * task.fraction()) + " %, ";
        var detail = task.detail(Integer.MAX_VALUE);
        return TIME_OF_DAY.format(now)
                + " "
                + style.running()
                + named(task)
                + percent
                + (detail.isEmpty() ? "" : detail + ", ")
                + Text.duration(task.elapsed())
                + " so far";
    }

    /** What stays of a task: a line, or as many as a narrow terminal needs, under its name. */
    String ended(ConsoleTask task, Outcome outcome) {
        return Text.wrapped(
                end(task, outcome), style.columns(), style.signColumns() + NAME_COLUMNS);
    }

    private String end(ConsoleTask task, Outcome outcome) {
        var time = Text.duration(task.elapsed());
        return switch (outcome) {
            case Outcome.Done(var summary) ->
                    style.done()
                            + named(task)
                            + Text.message(summary)
                            + style.dim(" (" + time + rate(task) + ")");
            case Outcome.Skipped(var reason) ->
                    style.skipped() + named(task) + "skipped: " + Text.message(reason);
            case Outcome.Failed() -> style.failed() + named(task) + "failed after " + time;
            case Outcome.Interrupted() ->
                    style.failed() + named(task) + "interrupted after " + time;
        };
    }

    private static String rate(ConsoleTask task) {
        return task.elapsed().compareTo(RATED_FROM) < 0 || task.rate().isEmpty()
                ? ""
                : ", " + task.rate();
    }

    private static String named(ConsoleTask task) {
        return task.name() + " ".repeat(Math.max(1, NAME_COLUMNS - task.name().length()));
    }

    private int barColumns() {
        if (style.columns() >= LONG_BAR_FROM_COLUMNS) {
            return LONG_BAR;
        }
        return style.columns() >= SHORT_BAR_FROM_COLUMNS ? SHORT_BAR : 0;
    }

    private String bar(ConsoleTask task, int columns) {
        if (columns == 0) {
            return "";
        }
        double fraction = task.fraction();
        var full = style.unicode() ? "█" : "#";
        var empty = style.unicode() ? "░" : ".";
        if (fraction < 0) {
            int at = (int) (task.elapsed().toMillis() / 100 % columns);
            return empty.repeat(at) + full + empty.repeat(columns - 1 - at);
        }
        int filled = (int) Math.round(fraction * columns);
        return full.repeat(filled) + empty.repeat(columns - filled);
    }
}
