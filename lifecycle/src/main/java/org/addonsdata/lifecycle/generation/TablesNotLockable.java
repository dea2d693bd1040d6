package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import org.addonsdata.lifecycle.generation.Rename.Table;

/**
 * LOCK TABLES fails for another reason than that somebody uses a table, such as a missing right.
 */
final class TablesNotLockable extends Exception {
    TablesNotLockable(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    static void lock(Connection session, Collection<Table> tables)
            throws SQLException, TablesNotLockable {
        try {
            Sql.execute(session, SwitchPlan.lock(tables));
        } catch (SQLException e) {
            if (DatabaseErrors.isLockWait(e) || DatabaseErrors.isConnectionLost(e)) {
                throw e;
            }
            throw new TablesNotLockable(e);
        }
    }
}
