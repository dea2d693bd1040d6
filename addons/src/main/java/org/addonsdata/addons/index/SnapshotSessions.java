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
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.generation.DatabaseErrors;
import org.addonsdata.services.DatabaseEndpoint;

/**
 * Sessions that all see one moment of the database, lent to one reader each at a time.
 *
 * <p>For several sessions the moment is made by a global read lock, held while each starts its
 * transaction: MySQL's and MariaDB's manuals give no other way for sessions to share a snapshot.
 * Where the account may not lock (it needs RELOAD), or statements that run long keep the lock away
 * for {@value #LOCK_SECONDS} seconds, there is one session, which readers share in turn: slower,
 * the moment no less single.
 *
 * <p>The lock closes all tables, so a mark of writers is read under it, with the tables open again.
 */
final class SnapshotSessions implements AutoCloseable {
    /** Writers wait as long as the lock does, so it gives up soon. */
    private static final int LOCK_SECONDS = 3;

    private final Closer closer;
    private final BlockingQueue<Session> free;
    private final Started started;
    private final Connection server;

    private SnapshotSessions(Closer closer, Connection server, Started started) {
        this.closer = closer;
        this.server = server;
        this.free = new ArrayBlockingQueue<>(started.sessions().size(), false, started.sessions());
        this.started = started;
    }

    /**
     * @param mark read before the sessions' moment, or at it
     * @param atTheMoment whether nobody could write between the mark and the moment
     */
    private record Started(
            List<Session> sessions, Optional<ChangeMark> mark, boolean atTheMoment) {}

    /**
     * Opens a session for each reader, or a single one.
     *
     * @param connections whose account for the schema may be another one than that which locks and
     *     asks for marks, and reads no rows
     */
    static SnapshotSessions open(Connections connections, String schema, int readers)
            throws SQLException {
        var closer = new Closer();
        try {
            var sessions = new ArrayList<Session>();
            for (int i = 0; i < Math.max(1, readers); i++) {
                sessions.add(Session.of(closer.own(connections.open(schema))));
            }
            var server = closer.own(connections.open(null));
            server.setCatalog(schema);
            return new SnapshotSessions(
                    closer,
                    server,
                    sessions.size() == 1
                            ? startOne(server, sessions.getFirst())
                            : startTogether(server, sessions));
        } catch (SQLException | RuntimeException e) {
            closer.close();
            throw e;
        }
    }

    private static Started startOne(Connection server, Session session) throws SQLException {
        var mark = markOf(session, server);
        start(session.connection());
        return new Started(List.of(session), mark, false);
    }

    private static Started startTogether(Connection server, List<Session> sessions)
            throws SQLException {
        if (!lock(server)) {
            return startOne(server, sessions.getFirst());
        }
        var mark = markOf(sessions.getFirst(), server);
        for (var session : sessions) {
            start(session.connection());
        }
        execute(server, "UNLOCK TABLES");
        return new Started(sessions, mark, mark.isPresent());
    }

    /** None where the session, through a balancer, has reached another server. */
    private static Optional<ChangeMark> markOf(Session session, Connection server)
            throws SQLException {
        var node = DatabaseEndpoint.nodeOf(session.connection());
        return ChangeMark.read(server).filter(mark -> mark.server().equals(node));
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

    /** Whether for certain nothing was committed between the moment of others and this one. */
    boolean seeTheSameAs(SnapshotSessions earlier) {
        return earlier.started
                .mark()
                .filter(before -> markSince().filter(before::isUnchangedAt).isPresent())
                .isPresent();
    }

    /** Of no earlier moment than the one that all see. */
    private Optional<ChangeMark> markSince() {
        return started.atTheMoment() ? started.mark() : call(session -> markOf(session, server));
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
            throw DatabaseErrors.failed("read the add-ons", e);
        }
    }

    @Override
    public void close() {
        closer.close();
    }

    /** What a reader does with a session. */
    interface Work<T> {
        T with(Session session) throws SQLException, InterruptedException;
    }
}
