package org.addonsdata.services;

import java.time.Duration;
import org.addonsdata.core.sql.Connections;

/**
 * A database server that answers, with its administrator (for this tool) and its application's
 * account (for everybody else). Passwords are never part of {@link #toString}.
 */
public record DatabaseEndpoint(String host, int port, Account administrator, Account application) {
    /** Opens connections as the administrator, which may load rows from a stream. */
    public Connections connections() {
        return new MysqlConnections(host, port, administrator, Duration.ZERO, true);
    }

    /**
     * The same for one who asks whether the server answers: no answer takes longer than that, or it
     * is an error. It reads nothing from this machine, whoever answers.
     */
    public Connections connections(Duration answerTimeout) {
        return new MysqlConnections(host, port, administrator, answerTimeout, false);
    }

    /** A name and a password. */
    public record Account(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }
}
