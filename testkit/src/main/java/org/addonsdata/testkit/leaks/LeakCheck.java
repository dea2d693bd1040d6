package org.addonsdata.testkit.leaks;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a class of tests that leaves something: a thread, a child process and, on Linux, a daemon
 * anywhere below it, an open file or a network connection. It looks after the class's own
 * {@code @AfterAll}. The servers that tests share are no leak, nor are the threads that the JDK and
 * the database's driver keep. Daemons are told by an environment variable that the build gives to
 * every JVM of tests; without it they are not looked for.
 */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback {
    private static final int POLL_MILLIS = 20;

    /** {@code report} in a module whose tests are not all known to be clean. */
    private static final boolean FAILS =
            !System.getProperty("addonsdata.test.leaks", "fail").equals("report");

    /** Idle HTTP connections are kept for five seconds and more; no report is worth that wait. */
    private static final Duration PATIENCE =
            FAILS ? Duration.ofSeconds(10) : Duration.ofMillis(500);

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(LeakCheck.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(NAMESPACE).put(Set.class, Running.now());
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        Set<?> before = context.getStore(NAMESPACE).getOrDefault(Set.class, Set.class, Set.of());
        var leaked = leakedSince(before, PATIENCE);
        if (leaked.isEmpty()) {
            return;
        }
        var told = "left by " + context.getDisplayName() + ": " + leaked;
        if (FAILS) {
            throw new AssertionError(told);
        }
        context.publishReportEntry("leak", told);
    }

    /** What runs or is open more than before, after giving it time to end. */
    static Set<String> leakedSince(Set<?> before, Duration patience) throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        while (true) {
            var leaked = new TreeSet<>(Running.now());
            leaked.removeAll(before);
            if (leaked.isEmpty() || System.nanoTime() - end >= 0) {
                return leaked;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
