package org.addonsdata.services;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.addonsdata.core.sql.Connections;
import org.jspecify.annotations.Nullable;

/**
 * A database server that answers, with its administrator (for this tool) and its application's
 * account (for everybody else; where nobody gave one, the same). Of a cluster it is the one node
 * that a command works with from its beginning to its end. Passwords are never part of {@link
 * #toString}.
 *
 * @param host an IPv6 address is in brackets
 * @param restorer which may reach staging schemas and nothing else; null where the administrator
 *     makes such an account when it is needed
 * @param reservedPort where the server lets this tool in when applications have used up all other
 *     connections; 0 where there is none
 * @param node what tells the server from every other one; a connection that ends at another one is
 *     an error then. Null where there is no other
 */
public record DatabaseEndpoint(
        String host,
        int port,
        DatabaseTls tls,
        Account administrator,
        Account application,
        @Nullable Account restorer,
        int reservedPort,
        @Nullable String node) {
    /** A server of ours, on loopback. */
    public DatabaseEndpoint(String host, int port, Account administrator, Account application) {
        this(host, port, DatabaseTls.NONE, administrator, application, null, 0, null);
    }

    /** The same server, with a way in that is kept for this tool. */
    public DatabaseEndpoint withReservedPort(int reserved) {
        return new DatabaseEndpoint(
                host, port, tls, administrator, application, restorer, reserved, node);
    }

    /** The same server, from now on no other. */
    public DatabaseEndpoint withNode(String identity) {
        return new DatabaseEndpoint(
                host, port, tls, administrator, application, restorer, reservedPort, identity);
    }

    /** Opens connections as the administrator, which may load rows from a stream. */
    public Connections connections() {
        return connections(administrator);
    }

    /**
     * The same for whoever reads or writes rows: a connection to the live schema is the
     * application's account's, every other one the administrator's. The application can put a view
     * in a table's place, and the functions of a view may run with the rights of whoever reads it.
     */
    public Connections rows(String live) {
        var others = connections(administrator);
        var ofLive = connections(application);
        return schema -> (live.equals(schema) ? ofLive : others).open(schema);
    }

    /** The same as another account, made for a purpose. */
    public Connections connections(Account account) {
        return new MysqlConnections(this, account, Duration.ZERO, true);
    }

    /**
     * The same for one who asks whether the server answers: no answer takes longer than that, or it
     * is an error. It reads nothing from this machine, whoever answers.
     */
    public Connections connections(Duration answerTimeout) {
        return new MysqlConnections(this, administrator, answerTimeout, false);
    }

    /** The ids by which the server knows the connections that this process has open to it. */
    public List<Long> ownSessions() throws SQLException {
        return OwnSessions.of(this);
    }

    /** What tells the connection's server from its replicas and the other nodes of its cluster. */
    public static String nodeOf(Connection connection) throws SQLException {
        return MysqlConnections.nodeOf(connection);
    }

    /** A name and a password. */
    public record Account(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }
}
