package org.addonsdata.lifecycle.usecase;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.lifecycle.generation.Generation;
import org.addonsdata.lifecycle.generation.Generations;
import org.addonsdata.lifecycle.generation.Inventory;
import org.addonsdata.lifecycle.generation.Inventory.Parked;
import org.addonsdata.lifecycle.generation.OperationLock;
import org.addonsdata.lifecycle.generation.ServerDirectory;
import org.addonsdata.lifecycle.index.GenerationIndex;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.SearchEndpoint;

/**
 * What runs that died have left on the servers, and what undo needs.
 *
 * @param undo what undo could put back, and its room, in its order
 * @param liveBytes room of the live data
 * @param schemas that nothing refers to
 * @param unknown schemas that look like one of a generation, hold tables, and are not recorded;
 *     this tool leaves them alone
 * @param indexes that nothing refers to
 */
public record Leftovers(
        List<Parked> undo,
        long liveBytes,
        List<Leftover> schemas,
        List<Parked> unknown,
        List<String> indexes) {
    /**
     * One schema.
     *
     * @param strangers files in its directory that are not the server's, for which it cannot be
     *     dropped, as far as this machine sees them
     */
    public record Leftover(Parked schema, List<Path> strangers) {}

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
            var generations = Generations.of(application, database);
            var inventory = Inventory.read(connections, live);
            var kept = generations.kept();
            var known = new LinkedHashSet<String>();
            generations.live().map(Generation::id).ifPresent(known::add);
            kept.forEach(generation -> known.add(generation.id()));
            var undo = kept.stream().flatMap(one -> inventory.of(one).stream()).toList();
            var others = new ArrayList<>(inventory.parked());
            others.removeAll(undo);
            var unknown = others.stream().filter(Leftovers::isUnknown).toList();
            others.removeAll(unknown);
            return new Leftovers(
                    undo,
                    inventory.liveBytes(),
                    others.stream().map(schema -> leftover(connections, schema)).toList(),
                    unknown,
                    new GenerationIndex(application, database.rows(live), search).leftovers(known));
        }
    }

    private static boolean isUnknown(Parked schema) {
        return schema.generation().isEmpty() && schema.tables() > 0;
    }

    private static Leftover leftover(Connections connections, Parked schema) {
        return new Leftover(
                schema,
                ServerDirectory.of(connections, schema.schema())
                        .map(ServerDirectory::strangers)
                        .orElse(List.of()));
    }

    /** Whether a schema is still there. */
    public static boolean isThere(
            DatabaseEndpoint database, Application application, String schema) {
        return Inventory.read(database.connections(), application.databaseName()).parked().stream()
                .anyMatch(parked -> parked.schema().equals(schema));
    }

    /** Removes them, as the next command that changes data would, and says what it did. */
    public static void sweep(Workplace workplace) {
        try (var operation = Operation.begin(workplace)) {
            var _ = operation.index();
        }
    }
}
