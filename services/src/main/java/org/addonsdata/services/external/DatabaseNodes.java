package org.addonsdata.services.external;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.addonsdata.core.errors.Causes;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.StackStatus.ServerState;
import org.addonsdata.services.external.DatabaseUrl.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of a database: one server, the nodes of a cluster, or a primary and its replicas. A
 * command works with one of them from its beginning to its end, as what was written to one need not
 * be on another a moment later, and as a server's locks are its own: the first that answers, is
 * part of its cluster and takes writes; if none takes writes, the first that answers.
 */
final class DatabaseNodes {
    private static final String INVALID_AUTHORIZATION = "28000";
    private static final int ACCESS_DENIED = 1045;
    private static final int SCHEMA_ACCESS_DENIED = 1044;

    private final ExternalSettings settings;
    private final Duration answerTimeout;

    DatabaseNodes(ExternalSettings settings, Duration answerTimeout) {
        this.settings = settings;
        this.answerTimeout = answerTimeout;
    }

    /** One that answers. */
    record Node(DatabaseEndpoint endpoint, String server, boolean isWritable) {
        String address() {
            return new HostPort(endpoint.host(), endpoint.port()).toString();
        }
    }

    ServerState state() {
        var node = choose();
        return new ServerState(
                node.server(), true, node.endpoint().host(), node.endpoint().port(), null, null);
    }

    /**
     * @throws DataException {@link ErrorCode#ACCESS_DENIED}, or {@link
     *     ErrorCode#SERVER_UNREACHABLE} that names every host and why
     */
    Node choose() {
        var failures = new ArrayList<String>();
        @Nullable SQLException failure = null;
        @Nullable Node readable = null;
        for (var host : settings.databaseHosts()) {
            try {
                var node = ask(host);
                if (node.isWritable()) {
                    return node;
                }
                readable = readable == null ? node : readable;
            } catch (DataException e) {
                // It accepts no more connections; another one may.
                if (settings.databaseHosts().size() == 1) {
                    throw e;
                }
                failures.add(e.messageText());
            } catch (SQLException e) {
                refuseIfDenied(host, e);
                failures.add(host + ": " + reason(e));
                failure = e;
            }
        }
        if (readable != null) {
            return readable;
        }
        throw unreachable(failures, failure);
    }

    private Node ask(HostPort host) throws SQLException {
        var endpoint =
                new DatabaseEndpoint(
                        inUrl(host.host()),
                        host.port(),
                        settings.tls(),
                        settings.account(),
                        settings.account(),
                        settings.restorer(),
                        0,
                        null);
        try (var connection = endpoint.connections(answerTimeout).open(null)) {
            requirePartOfCluster(connection);
            return new Node(
                    endpoint.withNode(DatabaseEndpoint.nodeOf(connection)),
                    server(connection),
                    isWritable(connection));
        }
    }

    /** The zone of a link-local address begins with an encoded percent sign (RFC 6874). */
    private static String inUrl(String host) {
        return DatabaseUrl.bracketed(host).replace("%", "%25");
    }

    private static String server(Connection connection) throws SQLException {
        var version = text(connection, "SELECT VERSION()");
        var product = version.toLowerCase(Locale.ROOT).contains("mariadb") ? "MariaDB " : "MySQL ";
        return product + version.replaceFirst("-.*", "");
    }

    private static boolean isWritable(Connection connection) throws SQLException {
        return text(connection, "SELECT @@GLOBAL.read_only").matches("0|OFF");
    }

    /**
     * A Galera node that is cut off, or that is being copied, answers with old data or not at all.
     */
    private static void requirePartOfCluster(Connection connection) throws SQLException {
        var status = new HashMap<String, String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'wsrep_%'")) {
            while (rows.next()) {
                status.put(rows.getString(1), rows.getString(2));
            }
        }
        if (isGalera(status) && !status.getOrDefault("wsrep_ready", "OFF").equals("ON")) {
            throw new SQLException(
                    "the node is not part of its cluster (%s)"
                            .formatted(status.getOrDefault("wsrep_local_state_comment", "")));
        }
        if (isGalera(status)) {
            catchUp(connection);
        }
    }

    /**
     * Whatever was committed on other nodes by now is then on this one (manual, wsrep_sync_wait).
     */
    private static void catchUp(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET SESSION wsrep_sync_wait=1");
            statement.execute("SELECT 1");
        }
    }

    private static boolean isGalera(Map<String, String> status) {
        return !status.getOrDefault("wsrep_cluster_size", "0").equals("0")
                || status.getOrDefault("wsrep_connected", "OFF").equals("ON");
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    private void refuseIfDenied(HostPort host, SQLException failure) {
        if (failure.getErrorCode() == ACCESS_DENIED
                || failure.getErrorCode() == SCHEMA_ACCESS_DENIED
                || INVALID_AUTHORIZATION.equals(failure.getSQLState())) {
            throw DataException.of(
                            ErrorCode.ACCESS_DENIED,
                            "the database at %s refuses the user %s: %s"
                                    .formatted(host, settings.account(), reason(failure)),
                            failure)
                    .withHint(
                            settings.account().password().isEmpty()
                                    ? "no password was given; set DATABASE_PASSWORD or DATABASE_PASSWORD_FILE"
                                    : "check the user in DATABASE_URL and the password; '@', '/', ':' and '%' in it are percent-encoded");
        }
    }

    private static DataException unreachable(
            List<String> failures, @Nullable SQLException failure) {
        var message = "no database answers at " + String.join("; ", failures);
        var error =
                failure == null
                        ? DataException.of(ErrorCode.SERVER_UNREACHABLE, message)
                        : DataException.of(ErrorCode.SERVER_UNREACHABLE, message, failure);
        return error.withHint(
                isAboutTrust(failure)
                        ? "the server's certificate is verified, as it is not on this machine; give the file of its"
                                + " authority as DATABASE_CA, or see DATABASE_TLS in docs/external.md"
                        : "check that it runs and that DATABASE_URL is right");
    }

    private static boolean isAboutTrust(@Nullable Throwable failure) {
        return Causes.of(failure)
                .anyMatch(cause ->
                        cause instanceof javax.net.ssl.SSLException
                                || cause instanceof java.security.GeneralSecurityException);
    }

    /** The driver's own message says "communications link failure"; the deepest cause says why. */
    private static String reason(SQLException failure) {
        var deepest = Causes.deepest(failure);
        var message = String.valueOf(deepest.getMessage());
        var line = message.lines().map(String::strip).filter(text -> !text.isEmpty()).findFirst();
        return line.orElseGet(deepest.getClass()::getSimpleName);
    }
}
