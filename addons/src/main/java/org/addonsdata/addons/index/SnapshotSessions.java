package org.addonsdata.addons.index;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.Closer;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.sql.Connections;

/**
 * Sessions that all see one moment of the database, lent to one reader each at a time.
 *
 * <p>For several sessions the moment is made by a global read lock, held while each starts its
 * transaction: MySQL's and MariaDB's manuals give no other way for sessions to share a snapshot.
 * Where the account may not lock (it needs RELOAD), or statements that run long keep the lock away
 * for {@value #LOCK_SECONDS} seconds, there is one session, which readers share in turn: slower,
 * the moment no less single.
 */
final class SnapshotSessions implements AutoCloseable {
    /** Writers wait as long as the lock does, so it gives up soon. */
    private static final int LOCK_SECONDS = 3;

    private final Closer closer;
    private final BlockingQueue<Connection> free;
    private final Optional<ChangeMark> mark;

    private SnapshotSessions(
            Closer closer, BlockingQueue<Connection> free, Optional<ChangeMark> mark) {
        this.closer = closer;
        this.free = free;
        this.mark = mark;
    }

    /** Opens a session for each reader, or a single one. */
    static SnapshotSessions open(Connections connections, String schema, int readers)
            throws SQLException {
        var closer = new Closer();
        try {
            var sessions = new ArrayList<Connection>();
            for (int i = 0; i < Math.max(1, readers); i++) {
                sessions.add(closer.own(connections.open(schema)));
            }
            var mark = ChangeMark.read(sessions.getFirst());
            var started =
                    sessions.size() == 1
                            ? startOne(sessions)
                            : startTogether(connections, sessions);
            return new SnapshotSessions(
                    closer, new ArrayBlockingQueue<>(started.size(), false, started), mark);
        } catch (SQLException | RuntimeException e) {
            closer.close();
            throw e;
        }
    }

    private static List<Connection> startOne(List<Connection> sessions) throws SQLException {
        start(sessions.getFirst());
        return sessions.subList(0, 1);
    }

    private static List<Connection> startTogether(
            Connections connections, List<Connection> sessions) throws SQLException {
        try (var locker = connections.open(null)) {
            if (!lock(locker)) {
                return startOne(sessions);
            }
            for (var session : sessions) {
                start(session);
            }
            execute(locker, "UNLOCK TABLES");
            return sessions;
        }
    }

    private static boolean lock(Connection locker) throws SQLException {
        execute(locker, "SET SESSION lock_wait_timeout = " + LOCK_SECONDS);
        try {
            execute(locker, "FLUSH TABLES WITH READ LOCK");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static void start(Connection session) throws SQLException {
        execute(session, "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        execute(session, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** As it was before the moment that all see. */
    Optional<ChangeMark> mark() {
        return mark;
    }

    /** How many readers can read at once. */
    int size() {
        return free.size();
    }

    /** Runs the work with a session of its own, waiting for one if all are lent. */
    <T> T call(Work<T> work) {
        try {
            var session = free.take();
            try {
                return work.with(session);
            } finally {
                free.add(session);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.interrupted();
        } catch (SQLException e) {
            throw DataException.of(
                    ErrorCode.DATABASE_ERROR,
                    "the add-ons could not be read: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        closer.close();
    }

    /** What a reader does with a session. */
    interface Work<T> {
        T with(Connection session) throws SQLException;
    }
}
