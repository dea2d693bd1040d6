package org.addonsdata.lifecycle.usecase;

import java.util.List;
import java.util.function.BiFunction;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.progress.Progress.Unit;
import org.addonsdata.lifecycle.generation.DatabaseState;
import org.addonsdata.lifecycle.generation.Generation;
import org.addonsdata.lifecycle.index.GenerationIndex;
import org.addonsdata.search.compare.CheckReport;
import org.addonsdata.search.compare.RepairReport;
import org.addonsdata.search.load.RefusedDocument;

/** The live generation's index: built anew, compared with the database, or mended. */
public final class Reindex {
    private Reindex() {}

    /**
     * What was done.
     *
     * @param refused documents that were left out, where those are skipped
     */
    public record Result(List<Step> steps, List<RefusedDocument> refused) {}

    /**
     * Builds the index anew and moves the alias when it is complete and true.
     *
     * @throws DataException with {@link ErrorCode#DATABASE_NOT_OURS} where there is nothing to
     *     index
     */
    public static Result run(Workplace workplace) {
        try (var operation = Operation.begin(workplace)) {
            var generation = live(operation, workplace);
            operation.index().refuseForeign();
            try (var _ =
                    workplace.tellOnCancel(
                            "removing the index that is being built; the one that is searched stays")) {
                var built = operation.rebuildIndex(generation.id());
                return new Result(operation.steps().all(), built.refused());
            }
        }
    }

    /** Compares every document of the index with the database and changes nothing. */
    public static CheckReport check(Workplace workplace) {
        return compare(
                workplace,
                "check",
                (index, task) ->
                        index.check(
                                workplace.application().databaseName(),
                                task,
                                workplace.cancellation()),
                report ->
                        report.isTrue() ? "no difference" : report.differences() + " differences");
    }

    /** Compares likewise, and writes or deletes just the documents that differ. */
    public static RepairReport repair(Workplace workplace) {
        return compare(
                workplace,
                "repair",
                (index, task) ->
                        index.repair(
                                workplace.application().databaseName(),
                                task,
                                workplace.cancellation()),
                report -> report.repaired() + " documents repaired");
    }

    private static <T> T compare(
            Workplace workplace,
            String name,
            BiFunction<GenerationIndex, Progress.Task, T> work,
            java.util.function.Function<T, String> detail) {
        try (var operation = Operation.begin(workplace)) {
            var _ = live(operation, workplace);
            var index = operation.index();
            try (var task = workplace.progress().start(name, Unit.DOCUMENTS)) {
                var report = work.apply(index, task);
                task.done(detail.apply(report));
                return report;
            }
        }
    }

    private static Generation live(Operation operation, Workplace workplace) {
        if (operation.generations().inspect() instanceof DatabaseState.Ours(var generation)) {
            return generation;
        }
        throw DataException.of(
                        ErrorCode.DATABASE_NOT_OURS,
                        "the database %s is not initialised"
                                .formatted(workplace.application().databaseName()))
                .withHint("initialise it first: make initialize_data");
    }
}
