package org.addonsdata.lifecycle.restore;

import java.sql.SQLException;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.core.sql.Names;
import org.addonsdata.lifecycle.generation.DatabaseErrors;
import org.addonsdata.services.DatabaseEndpoint;

/**
 * An account as a server knows it. Only the server can tell: a container sees its clients come from
 * the gateway of its network, whatever address they asked for.
 */
public record ServerAccount(String user, String host) {
    /** The account that the application is let in as, which is the definer of its objects. */
    public static ServerAccount ofApplication(DatabaseEndpoint database) {
        return of(database.connections(database.application()));
    }

    /** The account that these connections are let in as. */
    static ServerAccount of(Connections connections) {
        return ask(connections, "CURRENT_USER()");
    }

    /** The clause that makes an object this account's. */
    String definer() {
        return " DEFINER=%s@%s ".formatted(Names.quote(user), Names.quote(host));
    }

    /** The administrator, and the host it comes from in the server's eyes. */
    static ServerAccount ofUs(DatabaseEndpoint database) {
        return ask(database.connections(), "USER()");
    }

    private static ServerAccount ask(Connections connections, String function) {
        try (var connection = connections.open(null);
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT " + function)) {
            result.next();
            return parse(result.getString(1));
        } catch (SQLException e) {
            throw DatabaseErrors.failed("ask for the account", e);
        }
    }

    /** A user's name may have an '@', a host's may not. */
    static ServerAccount parse(String account) {
        int at = account.lastIndexOf('@');
        return new ServerAccount(account.substring(0, at), account.substring(at + 1));
    }
}
