package org.addonsdata.snapshot.wire;

import com.mysql.cj.jdbc.ConnectionImpl;
import com.mysql.cj.protocol.a.NativeServerSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The stream beneath a connection of MySQL Connector/J, be it TLS or not, and what driver and
 * server agreed upon. Between two statements nothing is on its way in either direction, so another
 * may speak there until its own statement has ended.
 *
 * @param endsWithOk whether a result set ends with an OK packet instead of EOF ones
 *     (CLIENT_DEPRECATE_EOF)
 * @param takesAttributes whether a query is preceded by its attributes (CLIENT_QUERY_ATTRIBUTES)
 */
record DriverStream(
        InputStream input, OutputStream output, boolean endsWithOk, boolean takesAttributes) {
    private static final long CLIENT_ZSTD_COMPRESSION = 1L << 26;
    private static final long COMPRESSION =
            NativeServerSession.CLIENT_COMPRESS | CLIENT_ZSTD_COMPRESSION;

    /** Null for another driver, a compressed stream, and connections to several servers at once. */
    static @Nullable DriverStream of(Connection connection) throws SQLException {
        if (!connection.isWrapperFor(ConnectionImpl.class)) {
            return null;
        }
        var session = connection.unwrap(ConnectionImpl.class).getSession();
        var agreed = session.getServerSession().getClientParam();
        if ((agreed & COMPRESSION) != 0) {
            return null;
        }
        try {
            var socket = session.getProtocol().getSocketConnection();
            return new DriverStream(
                    socket.getMysqlInput(),
                    socket.getMysqlOutput(),
                    (agreed & NativeServerSession.CLIENT_DEPRECATE_EOF) != 0,
                    (agreed & NativeServerSession.CLIENT_QUERY_ATTRIBUTES) != 0);
        } catch (IOException e) {
            throw WireRows.connectionFailed(e);
        }
    }
}
