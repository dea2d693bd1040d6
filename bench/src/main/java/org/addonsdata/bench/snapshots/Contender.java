package org.addonsdata.bench.snapshots;

import java.io.IOException;
import java.sql.SQLException;
import org.addonsdata.bench.measure.Command;

/**
 * One who does it.
 *
 * @param title as the table has it
 * @param preparation what must be done before each run; is not measured
 * @param result the schema that holds what was restored; empty for an export
 */
record Contender(Role role, String title, Preparation preparation, Command command, String result) {
    /** Who it is, to be compared by. */
    enum Role {
        OURS,
        /** Our restore of our own snapshot. */
        OURS_OWN_FORMAT,
        STOCK,
        MYDUMPER;

        boolean isOurs() {
            return this == OURS || this == OURS_OWN_FORMAT;
        }
    }

    /** Makes room. */
    interface Preparation {
        void run() throws IOException, SQLException;
    }
}
