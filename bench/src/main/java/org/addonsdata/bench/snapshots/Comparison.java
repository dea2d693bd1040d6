package org.addonsdata.bench.snapshots;

import java.util.Locale;
import java.util.Optional;

/**
 * We and one other in one case.
 *
 * @param goal how many times as fast we want to be; nothing where we promise nothing
 */
record Comparison(CaseResult of, Measured ours, Measured other, Optional<Double> goal) {
    /** More than 1 is faster than the other. */
    double timesAsFast() {
        return other.seconds() / ours.seconds();
    }

    /** The other's processor time, client and server, by ours. */
    double processorTimes() {
        return other.cpuSeconds() / ours.cpuSeconds();
    }

    boolean isLost() {
        return timesAsFast() < 1;
    }

    boolean isMissed() {
        return goal.isPresent() && timesAsFast() < goal.get();
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%s, %s: %s is %.2f times as fast as %s%s; the processors work %s",
                of.server(),
                of.what().title(),
                ours.title(),
                timesAsFast(),
                other.title(),
                goal.map(times -> " (to reach: %s)".formatted(plain(times))).orElse(""),
                work());
    }

    private String work() {
        return processorTimes() >= 1
                ? String.format(Locale.ROOT, "%.2f times less", processorTimes())
                : String.format(Locale.ROOT, "%.2f times more", 1 / processorTimes());
    }

    private static String plain(double times) {
        return times == Math.rint(times) ? Long.toString((long) times) : Double.toString(times);
    }
}
