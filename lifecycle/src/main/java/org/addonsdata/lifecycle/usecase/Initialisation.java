package org.addonsdata.lifecycle.usecase;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress.Unit;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.lifecycle.application.Population.SeedOptions;
import org.addonsdata.lifecycle.generation.DatabaseState;
import org.addonsdata.lifecycle.generation.Generation;
import org.addonsdata.lifecycle.generation.Generation.Origin;
import org.addonsdata.lifecycle.generation.Generations;
import org.addonsdata.lifecycle.generation.Generations.Staged;
import org.addonsdata.lifecycle.generation.RowCounts;

/**
 * Brings the database and the index into being, and skips what is done. A database that is missing
 * or empty, or any with force, is built as a new generation aside: migrated, filled, counted,
 * indexed, and then switched to. One that is there is migrated where it is.
 */
public final class Initialisation {
    /** From here on a plan made from statistics of empty tables costs more than new ones. */
    private static final long ANALYSED_FROM_ROWS = 50_000;

    private final Application application;
    private final Options options;
    private final Operation operation;
    private final Generations generations;
    private final Steps steps;

    /**
     * What to do.
     *
     * @param withoutUndo drop what undo keeps before anything is built, and what is replaced after
     * @param beforeChangeInPlace throws where a database that is there is not to be changed, such
     *     as by migrations that no undo takes back
     */
    public record Options(
            boolean forceDatabase,
            boolean skipSeed,
            boolean skipIndex,
            SeedOptions seed,
            boolean withoutUndo,
            Runnable beforeChangeInPlace) {
        /** Where any change is meant, and what is replaced stays for undo. */
        public Options(
                boolean forceDatabase, boolean skipSeed, boolean skipIndex, SeedOptions seed) {
            this(forceDatabase, skipSeed, skipIndex, seed, false, () -> {});
        }
    }

    /** What was done, step by step. */
    public record Result(List<Step> steps) {
        /** The steps that were performed, in their order. */
        public List<Step.Name> performed() {
            return steps.stream().filter(Step::performed).map(Step::name).toList();
        }
    }

    private Initialisation(Application application, Options options, Operation operation) {
        this.application = application;
        this.options = options;
        this.operation = operation;
        this.generations = operation.generations();
        this.steps = operation.steps();
    }

    /**
     * Initialises.
     *
     * @throws DataException with {@link ErrorCode#DATABASE_NOT_OURS} where there are tables of
     *     somebody else and no force, with {@link ErrorCode#LOCKED} where another run does not end
     *     in time
     */
    public static Result run(Workplace workplace, Options options) {
        try (var operation = Operation.begin(workplace)) {
            return new Initialisation(workplace.application(), options, operation).run();
        }
    }

    private Result run() {
        var state = generations.inspect();
        if (options.forceDatabase()) {
            build(Origin.RESET, state);
        } else {
            switch (state) {
                case DatabaseState.Missing() -> build(Origin.INITIALISED, state);
                case DatabaseState.Empty() -> build(Origin.INITIALISED, state);
                case DatabaseState.Ours(var generation) -> keep(generation);
                case DatabaseState.Unrecorded() -> {
                    options.beforeChangeInPlace().run();
                    keep(generations.adopt(Origin.ADOPTED));
                }
                case DatabaseState.Foreign(var tables) -> throw foreign(tables);
            }
        }
        return new Result(steps.all());
    }

    private DataException foreign(List<String> tables) {
        return DataException.of(
                        ErrorCode.DATABASE_NOT_OURS,
                        "the database %s holds tables of something else: %s"
                                .formatted(application.databaseName(), String.join(", ", tables)))
                .withHint(
                        "nothing was changed; with INIT_FORCE_DB=true (--force-db) they are set aside,"
                                + " and 'undo' puts them back");
    }

    private void build(Origin origin, DatabaseState before) {
        if (options.withoutUndo()) {
            operation.forgetUndo();
        }
        var staged =
                steps.perform(
                        Step.Name.CREATE,
                        Unit.STEPS,
                        _ -> generations.stage(origin),
                        _ -> describe(before));
        try {
            operation.room().require(staged.schema(), estimatedBytes());
            fill(staged.schema());
            index(staged);
            operation.switchTo(staged.id());
            if (options.withoutUndo()) {
                operation.forgetUndo();
            }
        } catch (RuntimeException | VirtualMachineError e) {
            Cleanup.afterFailure(e, () -> operation.discard(staged.id()));
            throw e;
        }
    }

    private long estimatedBytes() {
        return application
                .population()
                .estimatedBytes(options.skipSeed() ? SeedOptions.DEFAULT : options.seed());
    }

    private void index(Staged staged) {
        if (options.skipIndex()) {
            steps.skip(Step.Name.INDEX, "asked to skip it");
            return;
        }
        operation.index().refuseForeign();
        var _ = operation.buildIndex(staged.schema(), staged.id());
    }

    private String describe(DatabaseState before) {
        return switch (before) {
            case DatabaseState.Missing() -> "the database was missing";
            case DatabaseState.Empty() -> "the database was empty";
            case DatabaseState.Unrecorded() -> "afresh; what was found there stays for undo";
            case DatabaseState.Ours(var generation) ->
                    options.withoutUndo() && generation.isFilledByThisTool()
                            ? "afresh; what is there is dropped at the end"
                            : "afresh; what is there stays for undo";
            case DatabaseState.Foreign(_) -> "afresh; the tables of something else stay for undo";
        };
    }

    private void fill(String schema) {
        var migrations = application.migrations();
        steps.perform(
                Step.Name.MIGRATE,
                Unit.STEPS,
                task -> {
                    var ran = migrations.migrate(operation.rows(), schema, task);
                    generations.migrated(schema, migrations.fingerprint());
                    return ran;
                },
                ran -> ran.size() + " migrations");
        var written = new LinkedHashMap<String, Long>();
        populate(
                Step.Name.INITIAL_DATA,
                written,
                task -> application.population().loadInitialData(operation.rows(), schema, task));
        if (options.skipSeed()) {
            steps.skip(Step.Name.SEED, "asked to skip it");
        } else {
            populate(
                    Step.Name.SEED,
                    written,
                    task ->
                            application
                                    .population()
                                    .seed(operation.rows(), schema, options.seed(), task));
        }
        RowCounts.verify(operation.rows(), schema, written);
        if (written.values().stream().mapToLong(Long::longValue).sum() > ANALYSED_FROM_ROWS) {
            generations.analyse(schema);
        }
    }

    private void populate(
            Step.Name name, Map<String, Long> written, Steps.Work<Map<String, Long>> work) {
        var rows =
                steps.perform(
                        name,
                        Unit.STEPS,
                        work,
                        counts -> {
                            long sum = counts.values().stream().mapToLong(Long::longValue).sum();
                            return "%,d rows in %d tables".formatted(sum, counts.size());
                        });
        rows.forEach((table, count) -> written.merge(table, count, Long::sum));
    }

    private void keep(Generation generation) {
        steps.skip(Step.Name.CREATE, "the database is there");
        migrateInPlace(generation);
        if (options.skipIndex()) {
            steps.skip(Step.Name.INDEX, "asked to skip it");
        } else {
            operation.indexIfNeeded(generation.id());
        }
    }

    private void migrateInPlace(Generation generation) {
        var migrations = application.migrations();
        if (migrations.fingerprint().equals(generation.migrations())) {
            steps.skip(Step.Name.MIGRATE, "nothing to migrate");
            return;
        }
        options.beforeChangeInPlace().run();
        var live = application.databaseName();
        steps.perform(
                Step.Name.MIGRATE,
                Unit.STEPS,
                task -> {
                    var ran = migrations.migrate(operation.rows(), live, task);
                    generations.migrated(live, migrations.fingerprint());
                    return ran;
                },
                ran -> ran.isEmpty() ? "nothing to migrate" : String.join(", ", ran));
    }
}
