package org.addonsdata.lifecycle.usecase;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress.Unit;
import org.addonsdata.lifecycle.generation.Generation;

/**
 * Puts back the generation that the last reset, restore or undo replaced: its tables and everything
 * upon them, and its index, made anew where there is none or it is not true. What was live is kept
 * in turn, so a second undo redoes.
 */
public final class Undo {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private Undo() {}

    /**
     * What was done.
     *
     * @param generation what is live now
     * @param back what another undo puts back; empty where nothing was live before, as after the
     *     application dropped its database
     */
    public record Result(Generation generation, Optional<Generation> back) {}

    /** Puts back what was replaced last; once more redoes it. */
    public static Result run(Workplace workplace) {
        return run(workplace, Optional.empty());
    }

    /**
     * @param to the id of the one to put back, of those that are kept; empty for the one that was
     *     replaced last
     * @throws DataException with {@link ErrorCode#NOTHING_TO_UNDO}
     */
    public static Result run(Workplace workplace, Optional<String> to) {
        try (var operation = Operation.begin(workplace)) {
            var before = choose(operation.generations().kept(), to);
            var index = operation.index();
            index.refuseForeign();
            var schema = operation.generations().schemaOf(before.id());
            if (before.origin().isForeign()) {
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
            return new Result(before, operation.generations().replacedByLive());
        }
    }

    /**
     * Drops a generation that is kept, for good.
     *
     * @param id as {@link #run(Workplace, Optional)} takes it
     * @return the dropped one
     * @throws DataException with {@link ErrorCode#NOTHING_TO_UNDO}
     */
    public static Generation forget(Workplace workplace, String id) {
        try (var operation = Operation.begin(workplace)) {
            var kept = choose(operation.generations().kept(), Optional.of(id));
            operation.forget(kept);
            return kept;
        }
    }

    private static Generation choose(List<Generation> kept, Optional<String> to) {
        if (kept.isEmpty()) {
            throw DataException.of(
                            ErrorCode.NOTHING_TO_UNDO,
                            "there is nothing to undo: nothing was replaced")
                    .withHint("a reset or a restore keeps what it replaces");
        }
        if (to.isEmpty()) {
            return kept.getFirst();
        }
        return kept.stream()
                .filter(generation -> generation.id().equals(to.get()))
                .findFirst()
                .orElseThrow(() ->
                        DataException.of(
                                        ErrorCode.NOTHING_TO_UNDO,
                                        "undo keeps no generation " + to.get())
                                .withHint(
                                        "it keeps "
                                                + String.join(
                                                        ", ",
                                                        kept.stream()
                                                                .map(Generation::id)
                                                                .toList())));
    }

    private static String describe(Generation generation) {
        return "back to the data of " + LOCAL.format(generation.created());
    }
}
