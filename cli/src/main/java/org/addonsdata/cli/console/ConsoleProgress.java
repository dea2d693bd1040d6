package org.addonsdata.cli.console;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.cli.console.ConsoleTask.Outcome;
import org.addonsdata.core.progress.Progress;

/**
 * Draws progress. On a terminal the tasks under way stand at the bottom, each a line with a bar,
 * redrawn a few times a second, and ended ones scroll away above them. Elsewhere each task is a
 * line when it ends, and long ones report every few seconds.
 */
public final class ConsoleProgress implements Progress, AutoCloseable {
    private static final int BAR_WIDTH = 20;
    private static final int NAME_WIDTH = 14;
    private static final long TERMINAL_INTERVAL_MILLIS = 100;
    private static final long PLAIN_INTERVAL_MILLIS = 5000;

    private final PrintStream out;
    private final Style style;
    private final List<ConsoleTask> running = new ArrayList<>();
    private final Thread painter;
    private int drawnLines;
    private boolean closed;

    /**
     * How to draw.
     *
     * @param columns of the terminal; 0 where there is none
     */
    public record Style(int columns, boolean colour, boolean unicode) {
        public boolean terminal() {
            return columns > 0;
        }
    }

    public ConsoleProgress(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
        this.painter = Thread.ofPlatform().name("progress").daemon().start(this::paintUntilClosed);
    }

    @Override
    public synchronized Task start(String name, Unit unit) {
        var task = new ConsoleTask(name, unit, this::ended);
        running.add(task);
        return task;
    }

    @Override
    public synchronized void note(String message) {
        erase();
        out.println(cut(message));
        draw();
    }

    private synchronized void ended(ConsoleTask task, Outcome outcome) {
        erase();
        running.remove(task);
        out.println(line(task, outcome));
        draw();
    }

    private String line(ConsoleTask task, Outcome outcome) {
        var time = Text.duration(task.elapsed());
        return switch (outcome) {
            case Outcome.Done(var summary) ->
                    mark("✔", "ok", 32) + pad(task.name()) + cut(summary + dim(" (" + time + ")"));
            case Outcome.Skipped(var reason) ->
                    mark("·", "--", 90) + pad(task.name()) + cut("skipped: " + reason);
            case Outcome.Failed() ->
                    mark("✘", "!!", 31) + pad(task.name()) + "failed after " + time;
        };
    }

    private void paintUntilClosed() {
        long interval = style.terminal() ? TERMINAL_INTERVAL_MILLIS : PLAIN_INTERVAL_MILLIS;
        synchronized (this) {
            while (!closed) {
                try {
                    wait(interval);
                } catch (InterruptedException e) {
                    return;
                }
                if (!closed) {
                    repaint();
                }
            }
        }
    }

    private void repaint() {
        if (style.terminal()) {
            erase();
            draw();
            return;
        }
        for (var task : running) {
            if (task.elapsed().toMillis() >= PLAIN_INTERVAL_MILLIS) {
                var percent = task.fraction() < 0 ? "" : Math.round(100 * task.fraction()) + " %, ";
                out.println(
                        mark("…", "..", 90)
                                + pad(task.name())
                                + percent
                                + (task.detail().isEmpty() ? "" : task.detail() + ", ")
                                + Text.duration(task.elapsed()));
            }
        }
    }

    private void erase() {
        if (drawnLines > 0) {
            out.print("\033[" + drawnLines + "A\r\033[J");
            drawnLines = 0;
        }
    }

    private void draw() {
        if (!style.terminal()) {
            return;
        }
        for (var task : running) {
            var text =
                    bar(task)
                            + " "
                            + (task.detail().isEmpty()
                                    ? Text.duration(task.elapsed())
                                    : task.detail());
            out.println(mark("…", "..", 36) + pad(task.name()) + cut(text));
            drawnLines++;
        }
        out.flush();
    }

    private String bar(ConsoleTask task) {
        double fraction = task.fraction();
        var full = style.unicode() ? "█" : "#";
        var empty = style.unicode() ? "░" : ".";
        if (fraction < 0) {
            int at = (int) (task.elapsed().toMillis() / 100 % BAR_WIDTH);
            return empty.repeat(at) + full + empty.repeat(BAR_WIDTH - 1 - at);
        }
        int filled = (int) Math.round(fraction * BAR_WIDTH);
        return full.repeat(filled) + empty.repeat(BAR_WIDTH - filled);
    }

    private String mark(String unicode, String plain, int colour) {
        var sign = style.unicode() ? unicode : plain;
        return (style.colour() ? "\033[" + colour + "m" + sign + "\033[0m" : sign) + " ";
    }

    private String dim(String text) {
        return style.colour() ? "\033[2m" + text + "\033[0m" : text;
    }

    private static String pad(String name) {
        return name.length() >= NAME_WIDTH
                ? name + " "
                : name + " ".repeat(NAME_WIDTH - name.length());
    }

    /** Cut to the terminal's width, as a wrapped line could not be erased again. */
    private String cut(String text) {
        int room = style.columns() - NAME_WIDTH - 3;
        if (!style.terminal() || text.length() <= room || text.indexOf('\033') >= 0) {
            return text;
        }
        return text.substring(0, Math.max(0, room));
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            erase();
            out.flush();
            notifyAll();
        }
        try {
            painter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
