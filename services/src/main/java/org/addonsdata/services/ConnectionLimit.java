package org.addonsdata.services;

import java.sql.SQLException;
import java.util.Optional;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/**
 * A server that is well and accepts no more connections, as distinct from one that does not answer.
 * The driver calls both a failed connection. Error numbers are those of the MySQL manual, "Server
 * Error Message Reference".
 */
final class ConnectionLimit {
    private static final int SERVER_FULL = 1040;
    private static final int ACCOUNT_FULL = 1203;
    private static final int ACCOUNT_LIMIT = 1226;

    private ConnectionLimit() {}

    /** Whether all connections of the server are in use, whoever asks. */
    static boolean isServerFull(SQLException failure) {
        return failure.getErrorCode() == SERVER_FULL;
    }

    /** What a user can do about it; nothing where the failure is another one. */
    static Optional<DataException> explain(SQLException failure, DatabaseEndpoint server) {
        var address = server.host() + ":" + server.port();
        return switch (failure.getErrorCode()) {
            case SERVER_FULL ->
                    Optional.of(
                            DataException.of(
                                            ErrorCode.SERVER_UNREACHABLE,
                                            "the database server at %s runs, but all of its connections are in use"
                                                    .formatted(address),
                                            failure)
                                    .withHint(
                                            "end connections that an application keeps open, or raise max_connections on the server, then try again"));
            case ACCOUNT_FULL, ACCOUNT_LIMIT ->
                    Optional.of(
                            DataException.of(
                                            ErrorCode.SERVER_UNREACHABLE,
                                            "the database server at %s lets this account open no more connections: %s"
                                                    .formatted(address, failure.getMessage()),
                                            failure)
                                    .withHint(
                                            "end its other connections, raise its limit (max_user_connections), or use fewer WORKERS"));
            default -> Optional.empty();
        };
    }
}
