package org.addonsdata.lifecycle.usecase;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.progress.Progress.Unit;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.generation.Generation;
import org.addonsdata.lifecycle.generation.Generations;
import org.addonsdata.lifecycle.generation.OperationLock;
import org.addonsdata.lifecycle.generation.ServerRole;
import org.addonsdata.lifecycle.index.GenerationIndex;
import org.addonsdata.lifecycle.index.IndexCondition;
import org.addonsdata.lifecycle.restore.RestrictedAccount;
import org.addonsdata.search.build.BuiltIndex;
import org.addonsdata.search.load.RefusedDocument;
import org.jspecify.annotations.Nullable;

/**
 * One run of a use case, from taking the lock to giving it back. It begins by finishing or sweeping
 * what an earlier run that died has left, in the database at once, in the search server when that
 * is first needed.
 */
final class Operation implements AutoCloseable {
    private final Workplace workplace;
    private final Connections connections;
    private final Connections rows;
    private final Generations generations;
    private final Steps steps;
    private final OperationLock lock;
    private final LockWatch watch;
    private @Nullable GenerationIndex index;

    private Operation(Workplace workplace, Connections connections, OperationLock lock) {
        this.workplace = workplace;
        this.connections = connections;
        var database = workplace.servers().database();
        this.rows = database.rows(workplace.application().databaseName());
        this.generations =
                new Generations(
                        connections,
                        database.connections(database.application()),
                        workplace.application(),
                        workplace.faults());
        this.steps = new Steps(workplace);
        this.lock = lock;
        this.watch = LockWatch.start(workplace);
    }

    /**
     * @throws DataException with {@link ErrorCode#LOCKED} where another run does not end in time
     */
    static Operation begin(Workplace workplace) {
        return begin(workplace, false);
    }

    /**
     * The same for what only reads: on a server that takes no writes, such as a replica, nothing is
     * finished or swept.
     */
    static Operation beginReading(Workplace workplace) {
        return begin(workplace, true);
    }

    private static Operation begin(Workplace workplace, boolean isReading) {
        var connections = workplace.servers().database().connections();
        var lock =
                OperationLock.acquire(
                        connections,
                        workplace.application().databaseName(),
                        workplace.lockWait(),
                        workplace.cancellation(),
                        holder -> workplace.progress().note("waiting for another run: " + holder));
        var operation = new Operation(workplace, connections, lock);
        try {
            workplace.faults().reached("operation.locked");
            operation.recoverDatabase(isReading);
            workplace.faults().reached("operation.recovered");
            return operation;
        } catch (RuntimeException | VirtualMachineError e) {
            Cleanup.afterFailure(e, operation::close);
            throw e;
        }
    }

    /**
     * Whoever only reads, and may do no more, needs no recovery where no switch was interrupted;
     * what lies beside the live data is left to the next who may.
     */
    private void recoverDatabase(boolean isReading) {
        var role = generations.role();
        if (!isReading) {
            requirePrimary(role);
        } else if (generations.isSettled()) {
            return;
        } else if (role != ServerRole.PRIMARY) {
            throw DataException.of(
                            ErrorCode.DATABASE_ERROR,
                            "an earlier run did not end its switch, and this server is not written to")
                    .withHint("finish it on the primary with any command, such as reindex --check");
        }
        var found = generations.recover();
        found.forEach(workplace.progress()::note);
        if (!found.isEmpty()) {
            RestrictedAccount.sweep(
                    workplace.servers().database(), workplace.application().databaseName());
        }
    }

    private static void requirePrimary(ServerRole role) {
        var reason =
                switch (role) {
                    case PRIMARY -> "";
                    case REPLICA ->
                            "the database server is a replica, which would differ from its primary";
                    case READ_ONLY -> "the database server is read-only";
                };
        if (!reason.isEmpty()) {
            throw DataException.of(ErrorCode.DATABASE_ERROR, reason)
                    .withHint("nothing was changed; give the address of the primary");
        }
    }

    /** Connections of the administrator, who reads no rows of the live schema. */
    Connections connections() {
        return connections;
    }

    /** Connections for the rows of any schema. */
    Connections rows() {
        return rows;
    }

    Generations generations() {
        return generations;
    }

    Steps steps() {
        return steps;
    }

    /** Waits for the search server. */
    GenerationIndex index() {
        if (index == null) {
            var opened =
                    new GenerationIndex(
                            workplace.application(),
                            rows,
                            workplace.servers().search(),
                            workplace.loadOptions());
            generations.live().ifPresent(live -> recover(opened, live.id()));
            index = opened;
        }
        return index;
    }

    private void recover(GenerationIndex opened, String live) {
        for (var closed : opened.open()) {
            workplace.progress().note("opened " + closed + ", which something else had closed");
            if (opened.isSearched(closed)) {
                repair(opened);
            }
        }
        if (opened.recover(live)) {
            workplace.progress().note("moved the search alias, which an earlier run had not done");
            repair(opened);
        }
        tidy(
                "remove indexes that an earlier run left behind",
                () -> {
                    for (var removed : opened.sweep(knownGenerations())) {
                        workplace
                                .progress()
                                .note("removed " + removed + ", which an earlier run left behind");
                    }
                });
    }

    /**
     * Mends an index that was not searched for a while: what was written to the database meanwhile
     * is not in it. The switch is made by then, so nothing cancels this.
     */
    private void repair(GenerationIndex published) {
        var live = workplace.application().databaseName();
        var task = Progress.silent().start("repair", Unit.DOCUMENTS);
        long repaired = published.repair(live, task, new Cancellation()).repaired();
        if (repaired > 0) {
            workplace
                    .progress()
                    .note("%,d documents of the search index were repaired".formatted(repaired));
        }
    }

    /**
     * Builds the index of a generation from the schema that holds it, and removes it again if that
     * fails.
     */
    BuiltIndex buildIndex(String schema, String generation) {
        var target = index();
        var built =
                steps.perform(
                        Step.Name.INDEX,
                        Unit.DOCUMENTS,
                        task -> target.build(schema, generation, task, workplace.cancellation()),
                        Operation::describe);
        tell(built.refused());
        return built;
    }

    private void tell(List<RefusedDocument> refused) {
        for (var document : refused) {
            workplace
                    .progress()
                    .note("left out document %d: %s".formatted(document.key(), document.reason()));
        }
    }

    private static String describe(BuiltIndex built) {
        var text = "%,d documents".formatted(built.documents());
        if (built.caughtUp() > 0) {
            text += ", %,d changed meanwhile".formatted(built.caughtUp());
        }
        if (!built.refused().isEmpty()) {
            text += ", %,d refused and left out".formatted(built.refused().size());
        }
        return text;
    }

    /**
     * Before a generation goes live that was live before: its index may be gone, or the mapping may
     * have changed.
     */
    void buildIndexUnlessFaithful(String schema, String generation) {
        if (index().isFaithful(schema, generation)) {
            steps.skip(Step.Name.INDEX, "it was kept");
        } else {
            var _ = buildIndex(schema, generation);
        }
    }

    /** Builds the live generation's index, publishes it and drops the one before. */
    BuiltIndex rebuildIndex(String generation) {
        var live = workplace.application().databaseName();
        var built = buildIndex(live, generation);
        workplace.faults().reached("index.complete");
        lock.verify();
        long late = index().publish(built, live, workplace.cancellation());
        if (late > 0) {
            workplace
                    .progress()
                    .note("%,d documents that changed last were caught up".formatted(late));
        }
        workplace.faults().reached("index.published");
        tidy("remove older indexes", () -> index().keepOnly(knownGenerations()));
        workplace.faults().reached("index.older-dropped");
        return built;
    }

    /** Does what the live generation's index needs, which may be nothing. */
    void indexIfNeeded(String live) {
        switch (index().condition(workplace.application().databaseName(), live)) {
            case IndexCondition.Faithful(_, var documents, _, _) ->
                    steps.skip(
                            Step.Name.INDEX,
                            "it is true to the database, %,d documents".formatted(documents));
            case IndexCondition.Missing() -> {
                var _ = rebuildIndex(live);
            }
            case IndexCondition.Stale(_, _, _, var reason) -> {
                workplace.progress().note("the search index is made anew: " + reason);
                var _ = rebuildIndex(live);
            }
            case IndexCondition.Foreign(_) -> index().refuseForeign();
        }
    }

    /**
     * Makes a generation the live one, database first, then its index if the search server takes
     * part.
     *
     * @throws DataException with {@link ErrorCode#VERIFICATION_FAILED} where the new data and its
     *     index are live and some views, triggers, routines or events are not
     */
    void switchTo(String generation) {
        workplace.cancellation().check();
        lock.verify();
        var switched = watch.sparing(() -> generations.switchTo(generation));
        switched.notes().forEach(workplace.progress()::note);
        if (index != null) {
            if (index.publish(generation)) {
                repair(index);
            }
            workplace.faults().reached("switch.index-published");
        }
        tidy("drop the oldest generation", this::trim);
        workplace.faults().reached("switch.older-dropped");
        var searched = index;
        if (searched != null) {
            tidy("remove older indexes", () -> searched.keepOnly(knownGenerations()));
            workplace.faults().reached("switch.older-indexes-dropped");
        }
        requireWhole(switched.missing());
    }

    /** What was asked for is done by then: what fails is said, and the next command tries again. */
    private void tidy(String what, Runnable action) {
        try {
            action.run();
        } catch (DataException e) {
            workplace.progress().note("could not %s: %s".formatted(what, e.messageText()));
        }
    }

    private void trim() {
        int keep = workplace.undoKeep();
        var shortage = generations.kept().size() > 1 ? room().shortage() : Optional.<String>empty();
        if (shortage.isPresent() && keep > 1) {
            workplace
                    .progress()
                    .note("undo keeps 1 generation, not %d: %s".formatted(keep, shortage.get()));
            keep = 1;
        }
        generations.trim(keep).forEach(workplace.progress()::note);
    }

    private static void requireWhole(List<String> missing) {
        if (!missing.isEmpty()) {
            throw DataException.of(
                            ErrorCode.VERIFICATION_FAILED,
                            "the data was switched to and is live, but "
                                    + String.join("; ", missing))
                    .withHint(
                            "'undo' puts back what was live before; or remove the cause, and the next command creates what is missing");
        }
    }

    /** Drops all that undo could put back and this tool has filled, and its indexes. */
    void forgetUndo() {
        var kept = generations.kept();
        if (kept.isEmpty()) {
            return;
        }
        // Opened first, or its recovery would take the indexes for leftovers.
        var searched = index();
        workplace.progress().note("dropping what undo kept, as asked");
        for (var generation : kept) {
            if (generation.isFilledByThisTool()) {
                forget(generation, searched);
            } else {
                workplace
                        .progress()
                        .note(
                                "the generation %s stays, as addons-data did not fill it; 'undo --forget %s' drops it"
                                        .formatted(generation.id(), generation.id()));
            }
        }
    }

    /** Drops one that undo could put back, and its indexes. */
    void forget(Generation generation) {
        forget(generation, index());
    }

    private void forget(Generation generation, GenerationIndex searched) {
        generations.discard(generation.id()).forEach(workplace.progress()::note);
        tidy("remove its index", () -> searched.discard(generation.id()));
    }

    Room room() {
        return new Room(connections, generations, workplace.application().databaseName());
    }

    /** Removes a generation that will not be, unless it has become the live one. */
    void discard(String generation) {
        if (generations.live().filter(live -> live.id().equals(generation)).isPresent()) {
            return;
        }
        workplace.progress().note("removing what was built aside; what was live stays");
        drop(generation);
    }

    /** The same without a word, where that was the plan. */
    void drop(String generation) {
        generations.discard(generation).forEach(workplace.progress()::note);
        if (index != null) {
            index.discard(generation);
        }
    }

    private Set<String> knownGenerations() {
        var known = new LinkedHashSet<String>();
        generations.live().map(Generation::id).ifPresent(known::add);
        generations.kept().stream().map(Generation::id).forEach(known::add);
        return known;
    }

    @Override
    public void close() {
        watch.close();
        lock.close();
    }
}
