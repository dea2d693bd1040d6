package org.addonsdata.services;

import java.time.Duration;
import org.addonsdata.core.sql.Connections;

/**
 * A database server that answers, with its administrator (for this tool) and its application's
 * account (for everybody else; where nobody gave one, the same). Of a cluster it is the one node
 * that a command works with from its beginning to its end. Passwords are never part of {@link
 * #toString}.
 */
public record DatabaseEndpoint(
        String host, int port, DatabaseTls tls, Account administrator, Account application) {
    /** A server on loopback. */
    public DatabaseEndpoint(String host, int port, Account administrator, Account application) {
        this(host, port, DatabaseTls.NONE, administrator, application);
    }

    /** Opens connections as the administrator, which may load rows from a stream. */
    public Connections connections() {
        return connections(administrator);
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

    /** A name and a password. */
    public record Account(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }
}
