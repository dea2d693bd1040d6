package org.addonsdata.snapshot.restore;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.Closer;
import org.addonsdata.core.concurrent.TaskScope;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.snapshot.database.ServerVersion;
import org.addonsdata.snapshot.database.Sql;

/**
 * The workers' connections to the staging schema. What they set holds for themselves only; a
 * cancelled restore aborts them.
 */
final class StagingSessions implements AutoCloseable {
    private static final Duration NO_LIMIT = Duration.ofDays(30);
    private static final int SORT_BYTES = 32 << 20;

    private final List<Connection> all;
    private final ServerVersion version;
    private final Progress progress;
    private final Cancellation.Registration registration;

    /** What one worker does with its connection. */
    @FunctionalInterface
    interface Work {
        void run(Connection connection) throws Exception;
    }

    private StagingSessions(List<Connection> connections, ServerVersion version, RestoreJob job) {
        this.all = connections;
        this.version = version;
        this.progress = job.progress();
        this.registration = job.cancellation().onCancel(this::abort);
    }

    static StagingSessions open(RestoreJob job) throws SQLException {
        try (var opened = new Closer()) {
            var connections = new ArrayList<Connection>();
            for (int i = 0; i < job.options().workers(); i++) {
                connections.add(prepare(opened.own(job.connections().open(job.schema()))));
            }
            var version = ServerVersion.read(connections.getFirst());
            opened.release();
            return new StagingSessions(connections, version, job);
        }
    }

    Connection first() {
        return all.getFirst();
    }

    List<Connection> all() {
        return all;
    }

    ServerVersion version() {
        return version;
    }

    static Connection prepare(Connection connection) throws SQLException {
        Sql.run(connection, "SET NAMES utf8mb4");
        // MySQL keeps expressions as it prints them.
        Sql.run(connection, "SET SESSION sql_quote_show_create = 1");
        Sql.run(
                connection,
                "SET SESSION time_zone = '+00:00', SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES',"
                        + " SESSION foreign_key_checks = 0, SESSION net_read_timeout = 3600");
        return connection;
    }

    /**
     * MySQL sorts the rows of a new key in a buffer of 1 MB for each of four threads unless told
     * otherwise; with a larger one and one thread for each worker it merges less.
     */
    void prepareForKeys() throws SQLException {
        if (version.isMariaDb() || version.compareTo(8, 1) < 0) {
            return;
        }
        for (var connection : all) {
            Sql.run(connection, "SET SESSION innodb_ddl_buffer_size = " + SORT_BYTES);
        }
    }

    /** Lets every connection work at once and waits for all of them. */
    void inParallel(String name, Work work) throws SQLException, IOException {
        try (var scope = new TaskScope(name)) {
            for (var connection : all) {
                fork(scope, connection, work);
            }
            join(scope);
        }
    }

    void fork(TaskScope scope, Connection connection, Work work) {
        var _ =
                scope.fork(() -> {
                    work.run(connection);
                    return true;
                });
    }

    /** Waits for a scope; on its failure no connection goes on. */
    void join(TaskScope scope) throws SQLException, IOException {
        try {
            scope.join(NO_LIMIT);
        } catch (IllegalStateException e) {
            abort();
            switch (e.getCause()) {
                case SQLException cause -> throw cause;
                case IOException cause -> throw cause;
                case null, default -> throw e;
            }
        } catch (RuntimeException e) {
            abort();
            throw e;
        }
    }

    private void abort() {
        for (var connection : all) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                progress.note("a connection did not end by itself: " + e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        registration.close();
        var closer = new Closer();
        all.forEach(closer::own);
        closer.close();
    }
}
