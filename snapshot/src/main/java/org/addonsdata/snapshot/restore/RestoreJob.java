package org.addonsdata.snapshot.restore;

import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Connections;

/** One restore of a dump that was found to be harmless: what, where to, and whom to tell. */
record RestoreJob(
        Connections connections,
        Progress progress,
        Cancellation cancellation,
        RestoreOptions options,
        DumpFile dump,
        DumpContents contents) {
    String schema() {
        return options.schema();
    }
}
