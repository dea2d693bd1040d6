package org.addonsdata.snapshot.restore;

import java.sql.SQLException;
import org.addonsdata.snapshot.database.ServerVersion;

/**
 * Makes an object in the staging schema for the account that may not. A MySQL that writes a binary
 * log lets only an account with SUPER make functions and triggers, unless {@code
 * log_bin_trust_function_creators} is on (manual, "Stored Program Binary Logging").
 */
@FunctionalInterface
public interface ObjectMaker {
    /** Makes it with a definer of no rights beyond the schema. */
    void make(PendingObject object, ServerVersion version) throws SQLException;
}
