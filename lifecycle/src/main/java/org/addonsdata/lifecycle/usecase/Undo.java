package org.addonsdata.lifecycle.usecase;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress.Unit;
import org.addonsdata.lifecycle.generation.Generation;
import org.addonsdata.lifecycle.generation.Generation.Origin;

/**
 * Puts back the generation that the last reset, restore or undo replaced: its tables and everything
 * upon them, and its index, made anew where there is none or it is not true. What was live is kept
 * in turn, so a second undo redoes.
 */
public final class Undo {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private Undo() {}

    /** What is live now. */
    public record Result(Generation generation) {}

    /**
     * @throws DataException with {@link ErrorCode#NOTHING_TO_UNDO}
     */
    public static Result run(Workplace workplace) {
        try (var operation = Operation.begin(workplace)) {
            var before =
                    operation
                            .generations()
                            .replaced()
                            .orElseThrow(() ->
                                    DataException.of(
                                                    ErrorCode.NOTHING_TO_UNDO,
                                                    "there is nothing to undo: nothing was replaced")
                                            .withHint(
                                                    "a reset or a restore keeps what it replaces"));
            var index = operation.index();
            index.refuseForeign();
            var schema = operation.generations().schemaOf(before.id());
            if (before.origin() == Origin.FOREIGN) {
                operation.steps().skip(Step.Name.INDEX, "the data is of something else");
            } else {
                operation.buildIndexUnlessFaithful(schema, before.id());
            }
            operation
                    .steps()
                    .perform(
                            Step.Name.SWITCH,
                            Unit.STEPS,
                            _ -> {
                                operation.switchTo(before.id());
                                return before;
                            },
                            Undo::describe);
            return new Result(before);
        }
    }

    private static String describe(Generation generation) {
        return "back to the data of " + LOCAL.format(generation.created());
    }
}
