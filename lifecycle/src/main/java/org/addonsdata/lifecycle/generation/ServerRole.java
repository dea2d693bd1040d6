package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.SQLException;

/** Whether a server is the one to write to. */
public enum ServerRole {
    /** It takes writes, and nobody else's. */
    PRIMARY,
    /** It applies what another server wrote; a write of ours would make it differ from that one. */
    REPLICA,
    /** It takes no writes, whatever rights an account has. */
    READ_ONLY;

    static ServerRole of(Connection connection) throws SQLException {
        var isReadOnly =
                Sql.first(connection, "SELECT @@GLOBAL.read_only", row -> row.getString(1))
                        .orElse("")
                        .matches("1|ON");
        if (isReadOnly) {
            return READ_ONLY;
        }
        return isReplica(connection) ? REPLICA : PRIMARY;
    }

    /** MariaDB tells everybody, MySQL those who may read its performance schema. */
    private static boolean isReplica(Connection connection) throws SQLException {
        var running =
                Sql.first(
                        connection,
                        "SHOW GLOBAL STATUS LIKE 'Slaves_running'",
                        row -> row.getInt(2));
        if (running.isPresent()) {
            return running.get() > 0;
        }
        try {
            return Sql.first(
                            connection,
                            "SELECT 1 FROM performance_schema.replication_connection_status"
                                    + " WHERE SERVICE_STATE='ON' AND CHANNEL_NAME NOT LIKE 'group\\_replication%'",
                            row -> row.getInt(1))
                    .isPresent();
        } catch (SQLException e) {
            if (DatabaseErrors.isDenied(e)) {
                return false;
            }
            throw e;
        }
    }
}
