package org.addonsdata.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.addonsdata.core.concurrent.Closer;
import org.addonsdata.testkit.leaks.Running;
import org.jspecify.annotations.Nullable;

/** Owns one server that all tests of this JVM share: starts it once, ends it once. */
final class Shared<T extends AutoCloseable> {
    private static final List<Shared<?>> STARTED = new ArrayList<>();

    private final Supplier<T> start;
    private @Nullable T server;

    Shared(Supplier<T> start) {
        this.start = start;
    }

    T get() {
        synchronized (STARTED) {
            if (server == null) {
                server = Running.sharing(start);
                if (STARTED.isEmpty()) {
                    // The last resort, for a run that ends without telling the listener.
                    Runtime.getRuntime()
                            .addShutdownHook(new Thread(Shared::endAll, "end-test-servers"));
                }
                STARTED.add(this);
            }
            return Objects.requireNonNull(server);
        }
    }

    /** Ends every server that was started; one that is asked for again afterwards is a new one. */
    static void endAll() {
        synchronized (STARTED) {
            try (var ends = new Closer()) {
                STARTED.forEach(shared -> ends.own(shared::end));
                STARTED.clear();
            }
        }
    }

    private void end() throws Exception {
        var ending = server;
        server = null;
        if (ending != null) {
            ending.close();
        }
    }
}
