package org.addonsdata.services;

import com.mysql.cj.jdbc.JdbcConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** The connections to database servers that this process has open. */
final class OwnSessions {
    private static final Map<Connection, String> OPEN =
            Collections.synchronizedMap(new WeakHashMap<>());

    private OwnSessions() {}

    static void add(DatabaseEndpoint server, Connection connection) {
        OPEN.put(connection, server.host());
    }

    /** The ids by which the server knows those that it serves. */
    static List<Long> of(DatabaseEndpoint server) throws SQLException {
        var ids = new ArrayList<Long>();
        for (var open : Map.copyOf(OPEN).entrySet()) {
            var connection = open.getKey();
            if (open.getValue().equals(server.host())
                    && !connection.isClosed()
                    && connection instanceof JdbcConnection driversOwn) {
                ids.add(driversOwn.getSession().getThreadId());
            }
        }
        return ids;
    }
}
