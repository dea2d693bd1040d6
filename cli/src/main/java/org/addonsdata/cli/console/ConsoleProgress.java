package org.addonsdata.cli.console;

import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.cli.console.ConsoleTask.Outcome;
import org.addonsdata.core.progress.Progress;

/**
 * Draws progress. On a terminal the tasks under way stand at the bottom, each a line with a bar,
 * redrawn a few times a second, and ended ones scroll away above them. Elsewhere each task is a
 * line when it ends, and long ones report every few seconds, with the time of day.
 */
public final class ConsoleProgress implements Progress, AutoCloseable {
    private static final long TERMINAL_INTERVAL_MILLIS = 100;
    private static final long PLAIN_INTERVAL_MILLIS = 1000;

    /** Who has waited an hour need not be told every five seconds. */
    private static final int REPORTS_PER_DURATION = 20;

    private static final Duration LEAST_BETWEEN_REPORTS = Duration.ofSeconds(5);
    private static final Duration MOST_BETWEEN_REPORTS = Duration.ofMinutes(1);

    /** Lines are cut by the terminal while these are on, so that each takes one row of it. */
    private static final String NO_WRAP = "\033[?7l";

    private static final String WRAP = "\033[?7h";

    private final PrintStream out;
    private final Style style;
    private final TaskLines lines;
    private final List<ConsoleTask> running = new ArrayList<>();
    private final Thread painter;
    private int drawnLines;
    private boolean interrupted;
    private boolean closed;

    public ConsoleProgress(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
        this.lines = new TaskLines(style);
        this.painter = Thread.ofPlatform().name("progress").daemon().start(this::paintUntilClosed);
    }

    @Override
    public synchronized Task start(String name, Unit unit) {
        var task = new ConsoleTask(Text.printable(name), unit, this::ended, System::nanoTime);
        running.add(task);
        return task;
    }

    @Override
    public synchronized void note(String message) {
        print(Text.wrapped(Text.message(message), style.columns()));
    }

    /** Says that somebody wants it to end; what ends without its work done was interrupted then. */
    synchronized void interrupted(String message) {
        interrupted = true;
        note(message);
    }

    /** What is under way, by the tasks' names. */
    public synchronized List<String> running() {
        return running.stream().map(ConsoleTask::name).toList();
    }

    private synchronized void ended(ConsoleTask task, Outcome outcome) {
        running.remove(task);
        boolean asked = interrupted && outcome instanceof Outcome.Failed;
        print(lines.ended(task, asked ? new Outcome.Interrupted() : outcome));
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
            write(erased() + drawn());
            return;
        }
        for (var task : running) {
            if (task.sinceReport().compareTo(betweenReports(task.elapsed())) >= 0) {
                task.reported();
                write(lines.report(task, LocalTime.now(ZoneId.systemDefault())) + "\n");
            }
        }
    }

    static Duration betweenReports(Duration elapsed) {
        var between = elapsed.dividedBy(REPORTS_PER_DURATION);
        if (between.compareTo(LEAST_BETWEEN_REPORTS) < 0) {
            return LEAST_BETWEEN_REPORTS;
        }
        return between.compareTo(MOST_BETWEEN_REPORTS) > 0 ? MOST_BETWEEN_REPORTS : between;
    }

    private void print(String line) {
        write(erased() + line + "\n" + drawn());
    }

    /** At once, as what is written in parts flickers. */
    private void write(String text) {
        out.print(text);
        out.flush();
    }

    private String erased() {
        if (drawnLines == 0) {
            return "";
        }
        var up = "\033[" + drawnLines + "A\r\033[J";
        drawnLines = 0;
        return up;
    }

    private String drawn() {
        if (!style.terminal() || running.isEmpty()) {
            return "";
        }
        var text = new StringBuilder(NO_WRAP);
        for (var task : running) {
            text.append(lines.running(task)).append('\n');
        }
        drawnLines = running.size();
        return text.append(WRAP).toString();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            write(erased());
            notifyAll();
        }
        try {
            painter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
