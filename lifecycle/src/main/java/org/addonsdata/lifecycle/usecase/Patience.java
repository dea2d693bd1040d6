package org.addonsdata.lifecycle.usecase;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.errors.Causes;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.generation.BriefConnections;
import org.addonsdata.lifecycle.generation.LockHolders;

/** How long is waited for what a report reads. */
sealed interface Patience {
    Patience ENDLESS = new Endless();

    static Patience brief(Connections connections, String schema) {
        return new Brief(connections, schema);
    }

    /** Connections that wait no longer. */
    Connections with(Connections connections);

    /** Reads one part; nothing where that would take too long. */
    <T> Optional<T> read(String what, Supplier<T> part);

    /** What was not read, one sentence each. */
    List<String> unread();

    /** As long as it takes. */
    final class Endless implements Patience {
        @Override
        public Connections with(Connections connections) {
            return connections;
        }

        @Override
        public <T> Optional<T> read(String what, Supplier<T> part) {
            return Optional.of(part.get());
        }

        @Override
        public List<String> unread() {
            return List.of();
        }
    }

    /** A few seconds for all parts together. */
    final class Brief implements Patience {
        private static final Duration ALL = Duration.ofSeconds(4);

        private final Connections connections;
        private final String schema;
        private final Deadline deadline = Deadline.after(ALL);
        private final List<String> unread = new ArrayList<>();

        Brief(Connections connections, String schema) {
            this.connections = connections;
            this.schema = schema;
        }

        @Override
        public Connections with(Connections all) {
            return new BriefConnections(all);
        }

        @Override
        public <T> Optional<T> read(String what, Supplier<T> part) {
            if (deadline.isOver()) {
                unread.add(what + " was not read: the time was over");
                return Optional.empty();
            }
            try {
                return Optional.of(part.get());
            } catch (RuntimeException e) {
                unread.add("%s was not read: %s".formatted(what, reason(e)));
                return Optional.empty();
            }
        }

        private String reason(RuntimeException failure) {
            var cause = Causes.find(failure, SQLException.class).orElseThrow(() -> failure);
            if (BriefConnections.isLockWait(cause)) {
                return "locked by " + LockHolders.describe(with(connections), schema);
            }
            if (BriefConnections.isTooLong(cause)
                    || Causes.find(failure, SocketTimeoutException.class).isPresent()) {
                return "the server was not done with it in time";
            }
            throw failure;
        }

        @Override
        public List<String> unread() {
            return List.copyOf(unread);
        }
    }
}
