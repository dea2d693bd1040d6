package org.addonsdata.snapshot.restore;

import java.util.Optional;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.snapshot.database.ServerVersion;
import org.addonsdata.snapshot.dump.DumpRules;

/** One restore of a dump that was found to be harmless: what, where to, and whom to tell. */
record RestoreJob(
        Connections connections,
        Progress progress,
        Cancellation cancellation,
        RestoreOptions options,
        DumpFile dump,
        DumpRules rules,
        DumpContents contents) {
    String schema() {
        return options.schema();
    }

    /** The server that the dump was made on, where its manifest or its head names it. */
    Optional<ServerVersion> source() {
        return dump.source();
    }
}
