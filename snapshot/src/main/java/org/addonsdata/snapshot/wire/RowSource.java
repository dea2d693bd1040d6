package org.addonsdata.snapshot.wire;

import java.sql.Connection;
import java.sql.SQLException;

/** Runs queries on one connection and hands over their rows; used by one thread at a time. */
public interface RowSource {
    /**
     * Reads all rows of a query. After an error of the server the connection can be used further;
     * after any other failure, the receiver's own included, it is closed.
     */
    void read(String query, RowReceiver receiver) throws SQLException, InterruptedException;

    /** The fastest way this connection's driver allows. */
    static RowSource of(Connection connection) throws SQLException {
        var stream = DriverStream.of(connection);
        return stream == null ? new DriverRows(connection) : new WireRows(connection, stream);
    }
}
