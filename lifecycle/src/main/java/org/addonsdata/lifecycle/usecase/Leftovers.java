package org.addonsdata.lifecycle.usecase;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.lifecycle.generation.Generation;
import org.addonsdata.lifecycle.generation.Generations;
import org.addonsdata.lifecycle.generation.Inventory;
import org.addonsdata.lifecycle.generation.Inventory.Parked;
import org.addonsdata.lifecycle.generation.OperationLock;
import org.addonsdata.lifecycle.index.GenerationIndex;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.SearchEndpoint;

/**
 * What runs that died have left on the servers, and what undo needs.
 *
 * @param undo what undo would put back, and its room
 * @param liveBytes room of the live data
 * @param schemas that nothing refers to
 * @param indexes that nothing refers to
 */
public record Leftovers(
        Optional<Parked> undo, long liveBytes, List<Parked> schemas, List<String> indexes) {
    /**
     * Looks, and changes nothing. It holds the lock meanwhile, as what a run is building looks like
     * a leftover.
     *
     * @throws DataException {@link ErrorCode#LOCKED} while another run is at work
     */
    public static Leftovers read(
            Application application, DatabaseEndpoint database, SearchEndpoint search) {
        var connections = database.connections();
        var live = application.databaseName();
        try (var _ =
                OperationLock.acquire(
                        connections, live, Duration.ZERO, new Cancellation(), _ -> {})) {
            var generations = new Generations(connections, application, FaultPoints.NONE);
            var inventory = Inventory.read(connections, live);
            var undo = generations.replaced().map(Generation::id);
            var needed = undo.map(generations::schemaOf).orElse("");
            var known = new LinkedHashSet<String>();
            generations.live().map(Generation::id).ifPresent(known::add);
            undo.ifPresent(known::add);
            return new Leftovers(
                    inventory.parked().stream()
                            .filter(parked -> parked.schema().equals(needed))
                            .findFirst(),
                    inventory.liveBytes(),
                    inventory.parked().stream()
                            .filter(parked -> !parked.schema().equals(needed))
                            .filter(parked -> parked.generation().isPresent())
                            .toList(),
                    new GenerationIndex(application, connections, search).leftovers(known));
        }
    }

    /** Removes them, as the next command that changes data would, and says what it did. */
    public static void sweep(Workplace workplace) {
        try (var operation = Operation.begin(workplace)) {
            var _ = operation.index();
        }
    }
}
