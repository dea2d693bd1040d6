package org.addonsdata.testing;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Owns the shared server of this JVM: starts it once, ends it once. */
final class SharedDatabase {
    static final SharedDatabase INSTANCE = new SharedDatabase();

    private @Nullable TestDatabase database;
    private boolean ended;

    private SharedDatabase() {}

    synchronized TestDatabase get() {
        if (ended) {
            throw new IllegalStateException("the test run is over");
        }
        if (database == null) {
            database = TestDatabase.start();
            // The last resort, for a run that ends without telling the listener.
            Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end-test-database"));
        }
        return Objects.requireNonNull(database);
    }

    synchronized void end() {
        ended = true;
        if (database != null) {
            database.close();
            database = null;
        }
    }
}
