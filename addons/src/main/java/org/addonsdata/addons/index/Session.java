package org.addonsdata.addons.index;

import java.sql.Connection;
import java.sql.SQLException;
import org.addonsdata.snapshot.wire.RowSource;

/**
 * One connection, what reads the rows of its queries, and the rows read last. Whoever has it has it
 * alone.
 */
record Session(Connection connection, RowSource source, AddonRows rows) {
    static Session of(Connection connection) throws SQLException {
        return new Session(connection, RowSource.of(connection), new AddonRows());
    }
}
