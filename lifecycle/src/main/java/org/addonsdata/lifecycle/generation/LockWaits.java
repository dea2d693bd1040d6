package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.addonsdata.core.sql.Connections;

/** Sessions of this process that wait for a table which somebody else has locked. */
public final class LockWaits {
    private LockWaits() {}

    /**
     * Ids of those that have waited for so long.
     *
     * @param sessions the ones to look at
     * @param seconds since the statement began that waits
     */
    public static List<Long> find(Connections connections, List<Long> sessions, int seconds)
            throws SQLException {
        if (sessions.isEmpty()) {
            return List.of();
        }
        try (var connection = connections.open(null)) {
            return find(connection, sessions, seconds);
        }
    }

    private static List<Long> find(Connection connection, List<Long> sessions, int seconds)
            throws SQLException {
        var ids = sessions.stream().map(String::valueOf).collect(Collectors.joining(","));
        return Sql.list(
                connection,
                """
                SELECT ID FROM information_schema.PROCESSLIST
                WHERE (STATE LIKE 'Waiting for %%lock' OR STATE='Waiting for table flush')
                  AND TIME>=? AND ID IN (%s)
                """
                        .formatted(ids),
                row -> row.getLong(1),
                seconds);
    }

    /** Ends their statements; one that has just ended by itself is none the worse. */
    public static void end(Connections connections, List<Long> sessions) throws SQLException {
        if (sessions.isEmpty()) {
            return;
        }
        try (var connection = connections.open(null)) {
            for (var id : sessions) {
                new LockObserver(connection).kill(id);
            }
        }
    }
}
