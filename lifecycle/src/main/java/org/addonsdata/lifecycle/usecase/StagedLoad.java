package org.addonsdata.lifecycle.usecase;

import java.nio.file.Path;
import java.util.Set;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.lifecycle.generation.Bookkeeping;
import org.addonsdata.lifecycle.restore.ObservedProgress;
import org.addonsdata.lifecycle.restore.RestrictedAccount;
import org.addonsdata.snapshot.database.ServerVersion;
import org.addonsdata.snapshot.dump.DumpRules;
import org.addonsdata.snapshot.restore.RestoreOptions;
import org.addonsdata.snapshot.restore.RestoreResult;
import org.addonsdata.snapshot.restore.Restorer;

/** Loads a dump aside, as an account that can reach nothing else, and compares it there. */
final class StagedLoad {
    private StagedLoad() {}

    /** How a dump is read: nothing in it may name what is ours. */
    static DumpRules rules(Application application, ServerVersion server) {
        return new DumpRules(server, Bookkeeping.TABLES, schemas(application));
    }

    private static Set<String> schemas(Application application) {
        return Set.of(application.databaseName() + "__");
    }

    /**
     * @param source a snapshot's directory or a dump file
     * @param schema a staged one
     * @throws DataException as {@link Restorer#restore}
     */
    static RestoreResult run(Workplace workplace, Path source, String schema, int workers) {
        var database = workplace.servers().database();
        try (var account =
                RestrictedAccount.of(database, schema, workplace.application().databaseName())) {
            workplace.faults().reached("restore.account-made");
            return new Restorer(
                            account.connections(),
                            new ObservedProgress(workplace.progress(), workplace.faults()),
                            workplace.cancellation())
                    .restore(
                            RestoreOptions.of(source, schema)
                                    .withWorkers(workers)
                                    .withOwnTables(Bookkeeping.TABLES)
                                    .withOwnSchemas(schemas(workplace.application()))
                                    .withMaker(account.maker()));
        }
    }
}
