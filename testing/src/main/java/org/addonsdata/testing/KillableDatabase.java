package org.addonsdata.testing;

import org.addonsdata.core.sql.Connections;

/** A database server of one test, which kills it and starts it again on the same data. */
public interface KillableDatabase extends AutoCloseable {
    /** Connections as the administrator; the same ones are good after another start. */
    Connections connections();

    /** Ends the server as a crash would, at once. */
    void kill();

    /** Starts it after {@link #kill} and waits until it answers. */
    void startAgain();

    /** Ends the server and deletes its data. */
    @Override
    void close();
}
