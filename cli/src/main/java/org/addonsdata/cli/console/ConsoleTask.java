package org.addonsdata.cli.console;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.addonsdata.core.progress.Progress;
import org.jspecify.annotations.Nullable;

/** A task's state, for whoever draws it. */
final class ConsoleTask implements Progress.Task {
    /** How a task ended. */
    sealed interface Outcome {
        record Done(String summary) implements Outcome {}

        record Skipped(String reason) implements Outcome {}

        record Failed() implements Outcome {}
    }

    /** Is told once, when the task has ended. */
    interface Owner {
        void ended(ConsoleTask task, Outcome outcome);
    }

    private final String name;
    private final Progress.Unit unit;
    private final Owner owner;
    private final long started = System.nanoTime();
    private final AtomicLong advanced = new AtomicLong();
    private volatile long total;
    private @Nullable Outcome outcome;

    ConsoleTask(String name, Progress.Unit unit, Owner owner) {
        this.name = name;
        this.unit = unit;
        this.owner = owner;
    }

    String name() {
        return name;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** From 0 to 1; negative where the total is unknown. */
    double fraction() {
        long known = total;
        return known <= 0 ? -1 : Math.min(1.0, (double) advanced.get() / known);
    }

    /**
     * Such as {@code "1,200 documents, 600 documents/s, 4 s to go"}; empty before there is anything
     * to tell.
     */
    String detail() {
        long amount = advanced.get();
        double seconds = elapsed().toMillis() / 1000.0;
        if (amount == 0) {
            return "";
        }
        var text = new StringBuilder();
        if (total > 0) {
            text.append(unit == Progress.Unit.BYTES ? Text.bytes(amount) : Text.count(amount))
                    .append(" of ")
                    .append(Text.amount(total, unit));
        } else {
            text.append(Text.amount(amount, unit));
        }
        if (seconds > 0.5) {
            double rate = amount / seconds;
            text.append(", ").append(Text.amount(Math.round(rate), unit)).append("/s");
            if (total > amount) {
                var left = Duration.ofMillis(Math.round(1000 * (total - amount) / rate));
                text.append(", ").append(Text.duration(left)).append(" to go");
            }
        }
        return text.toString();
    }

    @Override
    public void total(long units) {
        total = units;
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
