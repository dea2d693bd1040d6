package org.addonsdata.lifecycle.usecase;

import java.nio.file.Path;
import java.util.List;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress.Unit;
import org.addonsdata.lifecycle.generation.Generation.Origin;
import org.addonsdata.lifecycle.generation.Generations.Staged;
import org.addonsdata.lifecycle.restore.ObjectOwner;
import org.addonsdata.lifecycle.restore.RestrictedAccount;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.snapshot.restore.DumpFile;
import org.addonsdata.snapshot.restore.RestorePlan;
import org.addonsdata.snapshot.restore.RestoreResult;
import org.addonsdata.snapshot.restore.Restorer;

/**
 * Brings a dump back as a new generation: loaded aside by an account that can reach nothing else,
 * compared, migrated, indexed, and then switched to. What it replaces stays for undo.
 */
public final class Restore {
    private final Workplace workplace;
    private final Operation operation;

    /**
     * What to restore.
     *
     * @param source a snapshot's directory or a dump file
     * @param workers connections that load at once, at least 1
     * @param withoutUndo drop what undo keeps before anything is loaded, and what is replaced after
     * @param withEvents whether events run by themselves as the dump has them, or are disabled
     */
    public record Options(Path source, int workers, boolean withoutUndo, boolean withEvents) {
        /** What is replaced stays for undo, and events are disabled. */
        public Options(Path source, int workers) {
            this(source, workers, false, false);
        }
    }

    /** What was done. */
    public record Result(RestoreResult restored, List<Step> steps) {}

    private Restore(Workplace workplace, Operation operation) {
        this.workplace = workplace;
        this.operation = operation;
    }

    /**
     * Restores.
     *
     * @throws DataException as {@link Restorer#restore}, with nothing changed; {@link
     *     ErrorCode#LOCKED}
     */
    public static Result run(Workplace workplace, Options options) {
        // What is not there at all needs no lock, and nothing is built aside for it.
        var _ = DumpFile.at(options.source());
        try (var operation = Operation.begin(workplace)) {
            return new Restore(workplace, operation).run(options);
        }
    }

    private Result run(Options options) {
        operation.index().refuseForeign();
        if (options.withoutUndo()) {
            operation.forgetUndo();
        }
        var staged = operation.generations().stage(Origin.RESTORED);
        try {
            var restored = load(options, staged);
            if (operation.generations().recognises(staged.schema())) {
                var _ = operation.buildIndex(staged.schema(), staged.id());
            } else {
                operation.generations().foreign(staged.schema());
                operation.steps().skip(Step.Name.INDEX, "the data is of something else");
            }
            switchTo(staged, options);
            return new Result(restored, operation.steps().all());
        } catch (DataException e) {
            var explained = operation.room().explained(e);
            Cleanup.afterFailure(explained, () -> operation.discard(staged.id()));
            throw explained;
        } catch (RuntimeException | VirtualMachineError e) {
            Cleanup.afterFailure(e, () -> operation.discard(staged.id()));
            throw e;
        }
    }

    private void switchTo(Staged staged, Options options) {
        try (var task = workplace.progress().start(Step.Name.SWITCH.text(), Unit.STEPS)) {
            operation.switchTo(staged.id());
            if (options.withoutUndo()) {
                operation.forgetUndo();
            }
            task.done(
                    options.withoutUndo()
                            ? "what addons-data had filled is gone"
                            : "what was there stays for undo");
        }
    }

    /**
     * Loads the dump and brings it up to date. Its objects are tried out before and after that: a
     * migration may have taken away what a view reads.
     */
    private RestoreResult load(Options options, Staged staged) {
        var generations = operation.generations();
        try (var account = StagedLoad.account(workplace, staged.schema())) {
            var result = load(options, staged, account);
            workplace.faults().reached("restore.loaded");
            migrate(staged);
            account.tryOut(generations.recorded(staged.schema()));
            workplace.faults().reached("restore.objects-proved");
            return result;
        }
    }

    private RestoreResult load(Options options, Staged staged, RestrictedAccount account) {
        var database = workplace.servers().database();
        var load =
                new StagedLoad(
                        options.source(),
                        options.workers(),
                        plan -> review(plan, options, database));
        var result = load.run(workplace, staged.schema(), account);
        if (!result.pending().isEmpty()) {
            var objects = ObjectOwner.of(database).take(result.pending(), options.withEvents());
            operation.generations().record(staged.schema(), objects);
        }
        return result;
    }

    private void review(RestorePlan plan, Options options, DatabaseEndpoint database) {
        if (!plan.named().isEmpty()) {
            ObjectOwner.of(database).review(plan, options.withEvents(), workplace.progress());
        }
    }

    private void migrate(Staged staged) {
        var migrations = workplace.application().migrations();
        if (!operation.generations().recognises(staged.schema())) {
            operation.steps().skip(Step.Name.MIGRATE, "the data is of something else");
            return;
        }
        operation
                .steps()
                .perform(
                        Step.Name.MIGRATE,
                        Unit.STEPS,
                        task -> {
                            var ran = migrations.migrate(operation.rows(), staged.schema(), task);
                            operation
                                    .generations()
                                    .migrated(staged.schema(), migrations.fingerprint());
                            return ran;
                        },
                        ran -> ran.isEmpty() ? "nothing to migrate" : String.join(", ", ran));
    }
}
