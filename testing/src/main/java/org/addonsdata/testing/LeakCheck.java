package org.addonsdata.testing;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.addonsdata.core.concurrent.Deadline;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves something running: a platform thread, a child process or, on Linux, a
 * daemon anywhere below it. The servers that tests share are no leak, nor are the threads that the
 * JDK and the database's driver keep. Daemons are told by an environment variable that the build
 * gives to every JVM of tests; without it they are not looked for. Registered with
 * {@code @ExtendWith}, it looks after the test's own {@code @AfterEach}.
 */
public final class LeakCheck implements BeforeEachCallback, AfterEachCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int POLL_MILLIS = 20;
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(LeakCheck.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put(Set.class, Running.now());
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        Set<?> before = context.getStore(NAMESPACE).getOrDefault(Set.class, Set.class, Set.of());
        var leaked = leakedSince(before, PATIENCE);
        if (!leaked.isEmpty()) {
            throw new AssertionError("left running by " + context.getDisplayName() + ": " + leaked);
        }
    }

    /** What runs more than before, after giving it time to end. */
    static Set<String> leakedSince(Set<?> before, Duration patience) throws InterruptedException {
        var deadline = Deadline.after(patience);
        while (true) {
            var leaked = new TreeSet<>(Running.now());
            leaked.removeAll(before);
            if (leaked.isEmpty() || deadline.isOver()) {
                return leaked;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
