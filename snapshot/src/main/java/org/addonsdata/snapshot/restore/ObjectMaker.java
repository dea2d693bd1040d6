package org.addonsdata.snapshot.restore;

import java.sql.SQLException;
import org.addonsdata.snapshot.objects.SchemaObject;

/**
 * Creates an object in the staging schema for the account that may not. A MySQL that writes a
 * binary log lets only an account with SUPER create functions and triggers, unless {@code
 * log_bin_trust_function_creators} is on (manual, "Stored Program Binary Logging").
 */
@FunctionalInterface
public interface ObjectMaker {
    /** Creates it as it is: its definer is the account that may not create it. */
    void make(SchemaObject object) throws SQLException;
}
