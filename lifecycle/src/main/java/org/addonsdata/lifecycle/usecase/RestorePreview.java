package org.addonsdata.lifecycle.usecase;

import java.nio.file.Path;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.snapshot.restore.RestorePlan;
import org.addonsdata.snapshot.restore.Restorer;

/** What a restore would do; needs no server and changes nothing. */
public final class RestorePreview {
    private RestorePreview() {}

    /**
     * @param onMariaDb whether it is known to be restored on MariaDB; else a server like the dump's
     *     own is assumed
     * @throws DataException as {@link Restorer#plan}
     */
    public static RestorePlan of(
            Path source,
            Application application,
            boolean onMariaDb,
            Progress progress,
            Cancellation cancellation) {
        var server = onMariaDb ? Restorer.MARIADB : Restorer.likelyServer(source);
        return Restorer.plan(source, StagedLoad.rules(application, server), progress, cancellation);
    }
}
