package org.addonsdata.cli.commands;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.addonsdata.cli.console.Text;

/** Moments as people read them. */
final class Moments {
    private Moments() {}

    /** Date and time where the user is, such as {@code "2026-11-22 16:20:05"}. */
    static String local(Instant moment) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
                .withZone(ZoneId.systemDefault())
                .format(moment);
    }

    /** How long ago, such as {@code "3 min 5 s"}. */
    static String age(Instant moment) {
        var age = Duration.between(moment, Instant.now());
        return age.isNegative() ? "0 s" : Text.duration(age);
    }
}
