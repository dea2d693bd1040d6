package org.addonsdata.core.details;

import java.time.Duration;
import org.slf4j.LoggerFactory;

/** Tells details to the log, if they are wanted in this process. */
public final class Details {
    /** The system property that asks for them. */
    public static final String PROPERTY = "addonsdata.verbose";

    private Details() {}

    public static boolean wanted() {
        return Boolean.getBoolean(PROPERTY);
    }

    /** One line; passwords in it are taken out by whoever shows it. */
    public static void tell(String server, String what) {
        if (wanted()) {
            LoggerFactory.getLogger(Details.class).debug("{}  {}", server, what);
        }
    }

    /**
     * The same with how long it took.
     *
     * @param started by {@link System#nanoTime}
     */
    public static void tell(String server, long started, String what) {
        if (wanted()) {
            var millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
            tell(server, "%,d ms  %s".formatted(millis, what));
        }
    }
}
