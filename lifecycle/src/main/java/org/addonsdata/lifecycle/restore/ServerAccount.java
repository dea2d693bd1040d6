package org.addonsdata.lifecycle.restore;

import java.sql.SQLException;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.generation.DatabaseErrors;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.snapshot.dump.Definer;

/**
 * Accounts as a server knows them. Only the server can tell: a container sees its clients come from
 * the gateway of its network, whatever address they asked for.
 */
final class ServerAccount {
    private ServerAccount() {}

    /** The account that the application is let in as, which is the definer of its objects. */
    static Definer ofApplication(DatabaseEndpoint database) {
        return of(database.connections(database.application()));
    }

    /** The account that such a connection is let in as. */
    static Definer of(Connections connections) {
        return ask(connections, "CURRENT_USER()");
    }

    /** The administrator, and the host it comes from in the server's eyes. */
    static Definer ofUs(DatabaseEndpoint database) {
        return ask(database.connections(), "USER()");
    }

    private static Definer ask(Connections connections, String function) {
        try (var connection = connections.open(null);
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT " + function)) {
            result.next();
            return Definer.parse(result.getString(1));
        } catch (SQLException e) {
            throw DatabaseErrors.failed("ask for the account", e);
        }
    }
}
