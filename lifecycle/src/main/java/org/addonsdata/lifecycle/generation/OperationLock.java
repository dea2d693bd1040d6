package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.sql.Connections;
import org.jspecify.annotations.Nullable;

/**
 * Lets one run at a time change a database's generations, wherever the runs are started from. It is
 * the server's own advisory lock (manual, GET_LOCK): it ends with the connection, so a killed run
 * never leaves it behind. The connection is used now and then, so that neither the server's
 * wait_timeout nor a proxy ends it while the work is done on others; should it end all the same,
 * {@link #verify} says so before anything is made live. Where several servers take writes, such a
 * lock is one server's own, and a {@link ClusterLease} is taken as well.
 */
public final class OperationLock implements AutoCloseable {
    private static final Duration ATTEMPT = Duration.ofSeconds(1);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(20);

    private final Connection connection;
    private final String schema;
    private final String name;
    private final @Nullable ClusterLease lease;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread signsOfLife;

    private OperationLock(
            Connection connection, String schema, String name, @Nullable ClusterLease lease) {
        this.connection = connection;
        this.schema = schema;
        this.name = name;
        this.lease = lease;
        this.signsOfLife =
                Thread.ofVirtual().name("operation-lock").start(this::keepConnectionAlive);
    }

    /**
     * Waits for the lock.
     *
     * @param wait zero for no waiting
     * @param cancellation ends the waiting
     * @param onWait told once, with the run that holds the lock, when there is something to wait
     *     for
     * @throws DataException with {@link ErrorCode#LOCKED} that names the connection of the run that
     *     holds it
     */
    public static OperationLock acquire(
            Connections connections,
            String schema,
            Duration wait,
            Cancellation cancellation,
            Consumer<String> onWait) {
        var name = nameFor(schema);
        try {
            var connection = connections.open(null);
            try {
                var deadline = Deadline.after(wait);
                if (!take(connection, name, Duration.ZERO)) {
                    if (!wait.isZero()) {
                        onWait.accept(holder(connection, name));
                    }
                    waitFor(connection, schema, deadline, cancellation);
                }
                var lease = ClusterLease.isNeeded(connection) ? new ClusterLease(schema) : null;
                if (lease != null && !lease.take(connection)) {
                    if (!wait.isZero()) {
                        onWait.accept(lease.described(connection));
                    }
                    waitFor(lease, connection, deadline, cancellation);
                }
                return new OperationLock(connection, schema, name, lease);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw DatabaseErrors.failed("lock the database " + schema, e);
        }
    }

    private static void waitFor(
            Connection connection, String schema, Deadline deadline, Cancellation cancellation)
            throws SQLException {
        var name = nameFor(schema);
        do {
            cancellation.check();
            if (deadline.isOver()) {
                throw locked(schema, holder(connection, name));
            }
        } while (!take(connection, name, shorter(deadline.remaining(), ATTEMPT)));
    }

    private static void waitFor(
            ClusterLease lease, Connection connection, Deadline deadline, Cancellation cancellation)
            throws SQLException {
        do {
            cancellation.check();
            if (deadline.isOver()) {
                throw locked(lease.database(), lease.described(connection));
            }
            pause(shorter(deadline.remaining(), ATTEMPT));
        } while (!lease.take(connection));
    }

    private static DataException locked(String schema, String holder) {
        return DataException.of(
                        ErrorCode.LOCKED,
                        "another run changes the database " + schema + ": " + holder)
                .withHint("wait for it to end, then try again");
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.interrupted();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static boolean take(Connection connection, String name, Duration wait)
            throws SQLException {
        return Sql.first(
                                connection,
                                "SELECT GET_LOCK(?,?)",
                                row -> row.getInt(1),
                                name,
                                wait.toMillis() / 1000.0)
                        .orElse(0)
                == 1;
    }

    /** 64 characters at most, as MySQL has it. */
    private static String nameFor(String schema) {
        var shortened = schema.length() <= 40 ? schema : schema.substring(0, 40);
        return "addons-data/" + Integer.toHexString(schema.hashCode()) + "/" + shortened;
    }

    private static String holder(Connection connection, String name) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT ID, HOST, TIME FROM information_schema.PROCESSLIST WHERE ID=IS_USED_LOCK(?)",
                        row ->
                                "connection %d from %s, for %d s"
                                        .formatted(
                                                row.getLong(1), row.getString(2), row.getLong(3)),
                        name)
                .orElse("an unknown connection");
    }

    /**
     * Makes sure that the lock is still held.
     *
     * @throws DataException with {@link ErrorCode#LOCKED} where its connection has ended
     */
    public void verify() {
        try {
            if (isHeld()) {
                return;
            }
            throw lost("the server does not know it any more", null);
        } catch (SQLException e) {
            throw lost(String.valueOf(e.getMessage()), e);
        }
    }

    /** Asking is a sign of life as well, and gives the lease more time. */
    private synchronized boolean isHeld() throws SQLException {
        return isHeldOnServer() && (lease == null || lease.renew(connection));
    }

    private boolean isHeldOnServer() throws SQLException {
        return Sql.first(
                                connection,
                                "SELECT IS_USED_LOCK(?)=CONNECTION_ID()",
                                row -> row.getInt(1),
                                name)
                        .orElse(0)
                == 1;
    }

    private DataException lost(String reason, @Nullable Throwable cause) {
        var message = "the lock of the database " + schema + " was lost: " + reason;
        var failure =
                cause == null
                        ? DataException.of(ErrorCode.LOCKED, message)
                        : DataException.of(ErrorCode.LOCKED, message, cause);
        return failure.withHint(
                "its connection was ended, by the server or something on the way; what is live was left as it is: try again");
    }

    private void keepConnectionAlive() {
        try {
            while (!ended.await(SIGN_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!isHeld()) {
                    return;
                }
            }
        } catch (SQLException _) {
            // Told by verify, when it matters.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        joinSignsOfLife();
        try (connection) {
            // Ending the connection would do, a moment later than the next run asks.
            if (connection.isValid(1)) {
                if (lease != null) {
                    lease.release(connection);
                }
                Sql.list(connection, "SELECT RELEASE_LOCK(?)", row -> row.getInt(1), name);
            }
        } catch (SQLException e) {
            throw DatabaseErrors.failed("end the lock of the database " + schema, e);
        }
    }

    private void joinSignsOfLife() {
        var interrupted = false;
        while (true) {
            try {
                signsOfLife.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
