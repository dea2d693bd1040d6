package org.addonsdata.cli.console;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.addonsdata.core.progress.Progress;
import org.jspecify.annotations.Nullable;

/** A task's state, for whoever draws it. */
final class ConsoleTask implements Progress.Task {
    /** How a task ended. */
    sealed interface Outcome {
        record Done(String summary) implements Outcome {}

        record Skipped(String reason) implements Outcome {}

        record Failed() implements Outcome {}

        /** Ended because somebody asked for it. */
        record Interrupted() implements Outcome {}
    }

    /** Is told once, when the task has ended. */
    interface Owner {
        void ended(ConsoleTask task, Outcome outcome);
    }

    private static final double LEAST_SECONDS_OF_A_RATE = 0.5;

    private final String name;
    private final Progress.Unit unit;
    private final Owner owner;
    private final LongSupplier clock;
    private final long started;
    private final AtomicLong advanced = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile long total;
    private volatile boolean estimated;
    private volatile long reported;
    private @Nullable Outcome outcome;

    /**
     * @param clock in nanoseconds
     */
    ConsoleTask(String name, Progress.Unit unit, Owner owner, LongSupplier clock) {
        this.name = name;
        this.unit = unit;
        this.owner = owner;
        this.clock = clock;
        this.started = clock.getAsLong();
        this.reported = started;
    }

    String name() {
        return name;
    }

    Duration elapsed() {
        return Duration.ofNanos(clock.getAsLong() - started);
    }

    /** From 0 to 1; negative where the total is unknown. */
    double fraction() {
        long known = total;
        return known <= 0 ? -1 : Math.min(1.0, (double) advanced.get() / known);
    }

    /** How long ago something was said of it. */
    Duration sinceReport() {
        return Duration.ofNanos(clock.getAsLong() - reported);
    }

    void reported() {
        reported = clock.getAsLong();
    }

    /**
     * Such as {@code "1,200 of 98,000 documents, 600 documents/s, 4 s to go"}, or as much of it as
     * there is room for; empty where there is nothing to tell yet.
     *
     * @param room columns there are
     */
    String detail(int room) {
        var amount = amount();
        var left = left();
        var ways = List.of(List.of(amount, rate(), left), List.of(amount, left), List.of(left));
        for (var way : ways) {
            var text = String.join(", ", way.stream().filter(part -> !part.isEmpty()).toList());
            if (!text.isEmpty() && text.length() <= room) {
                return text;
            }
        }
        return "";
    }

    private String amount() {
        long amount = advanced.get();
        if (amount == 0) {
            return "";
        }
        var moved = bytes.get() == 0 ? "" : ", " + Text.bytes(bytes.get());
        if (total <= 0) {
            return Text.amount(amount, unit) + moved;
        }
        return (unit == Progress.Unit.BYTES ? Text.bytes(amount) : Text.count(amount))
                + (estimated ? " of about " : " of ")
                + Text.amount(total, unit)
                + moved;
    }

    /** Such as {@code "600 documents/s"}; empty before there is one. */
    String rate() {
        double perSecond = perSecond();
        return perSecond <= 0 || unit == Progress.Unit.STEPS
                ? ""
                : Text.amount(Math.round(perSecond), unit) + "/s";
    }

    private String left() {
        long rest = total - advanced.get();
        double perSecond = perSecond();
        return rest <= 0 || perSecond <= 0
                ? ""
                : Text.duration(Duration.ofMillis(Math.round(1000 * rest / perSecond))) + " to go";
    }

    private double perSecond() {
        double seconds = elapsed().toMillis() / 1000.0;
        return seconds < LEAST_SECONDS_OF_A_RATE ? 0 : advanced.get() / seconds;
    }

    @Override
    public void total(long units) {
        total = units;
    }

    @Override
    public void estimate(long units) {
        estimated = true;
        total = units;
    }

    @Override
    public void bytes(long count) {
        bytes.addAndGet(count);
    }

    @Override
    public void advance(long units) {
        advanced.addAndGet(units);
    }

    @Override
    public void done(String summary) {
        end(new Outcome.Done(summary));
    }

    @Override
    public void skipped(String reason) {
        end(new Outcome.Skipped(reason));
    }

    @Override
    public void close() {
        end(new Outcome.Failed());
    }

    private synchronized void end(Outcome ending) {
        if (outcome == null) {
            outcome = ending;
            owner.ended(this, ending);
        }
    }
}
