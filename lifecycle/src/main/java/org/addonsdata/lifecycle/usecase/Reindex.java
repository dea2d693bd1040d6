package org.addonsdata.lifecycle.usecase;

import java.util.List;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.lifecycle.generation.DatabaseState;

/** Builds the live generation's index anew and moves the alias when it is complete and true. */
public final class Reindex {
    private Reindex() {}

    /** What was done. */
    public record Result(List<Step> steps) {}

    /** @throws DataException with {@link ErrorCode#DATABASE_NOT_OURS} where there is nothing to index */
    public static Result run(Workplace workplace) {
        try (var operation = Operation.begin(workplace)) {
            if (!(operation.generations().inspect() instanceof DatabaseState.Ours(var generation))) {
                throw DataException.of(
                                ErrorCode.DATABASE_NOT_OURS,
                                "the database %s is not initialised"
                                        .formatted(workplace.application().databaseName()))
                        .withHint("initialise it first: make initialize_data");
            }
            operation.index().refuseForeign();
            operation.rebuildIndex(generation.id());
            return new Result(operation.steps().all());
        }
    }
}
