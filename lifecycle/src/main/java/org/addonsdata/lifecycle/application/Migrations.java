package org.addonsdata.lifecycle.application;

import java.sql.Connection;
import java.util.List;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Connections;

/** The application's schema, as numbered migrations. */
public interface Migrations {
    /**
     * Changes whenever any migration does; equal to the recorded one, there is nothing to migrate.
     */
    String fingerprint();

    /**
     * Brings the schema up to date. A schema that is already migrated is left as it is.
     *
     * @return the migrations that ran, such as {@code "2 users"}, empty when there were none
     */
    List<String> migrate(Connections connections, String schema, Progress.Task task);

    /**
     * Whether the schema was made by these migrations, whatever its version; false for a foreign or
     * empty one.
     */
    boolean recognises(Connection connection, String schema);
}
