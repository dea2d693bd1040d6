package org.addonsdata.lifecycle.usecase;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.lifecycle.generation.EarlierBookkeeping;
import org.addonsdata.lifecycle.restore.ObservedProgress;
import org.addonsdata.lifecycle.restore.RestrictedAccount;
import org.addonsdata.snapshot.database.ServerVersion;
import org.addonsdata.snapshot.dump.DumpRules;
import org.addonsdata.snapshot.restore.RestoreOptions;
import org.addonsdata.snapshot.restore.RestorePlan;
import org.addonsdata.snapshot.restore.RestoreResult;
import org.addonsdata.snapshot.restore.Restorer;

/**
 * Loads a dump aside, as an account that can reach nothing else, and compares it there.
 *
 * @param source a snapshot's directory or a dump file
 * @param review is told what the dump holds, and may refuse it
 */
record StagedLoad(Path source, int workers, Consumer<RestorePlan> review) {
    /** The account for a staged schema. */
    static RestrictedAccount account(Workplace workplace, String schema) {
        var account =
                RestrictedAccount.of(
                        workplace.servers().database(),
                        schema,
                        workplace.application().databaseName());
        workplace.faults().reached("restore.account-made");
        return account;
    }

    /** How a dump is read: nothing in it may name what is ours. */
    static DumpRules rules(Application application, ServerVersion server) {
        return new DumpRules(server, EarlierBookkeeping.TABLES, schemas(application));
    }

    private static Set<String> schemas(Application application) {
        return Set.of(application.databaseName() + "__");
    }

    /**
     * @param schema the account's
     * @throws DataException as {@link Restorer#restore}
     */
    RestoreResult run(Workplace workplace, String schema, RestrictedAccount account) {
        return new Restorer(
                        account.connections(),
                        new ObservedProgress(workplace.progress(), workplace.faults()),
                        workplace.cancellation())
                .restore(
                        RestoreOptions.of(source, schema)
                                .withWorkers(workers)
                                .withOwnTables(EarlierBookkeeping.TABLES)
                                .withOwnSchemas(schemas(workplace.application()))
                                .withMaker(account.maker())
                                .withReview(review));
    }
}
