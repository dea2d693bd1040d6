package org.addonsdata.lifecycle.usecase;

import java.util.List;
import java.util.Set;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.lifecycle.generation.Generation;
import org.addonsdata.lifecycle.generation.Generations;
import org.addonsdata.lifecycle.generation.Inventory;
import org.addonsdata.lifecycle.generation.RowCounts;
import org.addonsdata.lifecycle.index.GenerationIndex;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.SearchEndpoint;

/** What undo can put back, read without a lock and without changing anything. */
public final class KeptGenerations {
    private KeptGenerations() {}

    /**
     * One of them.
     *
     * @param rows of all its tables; where one is large, as the server estimates it
     * @param isExact whether all rows were counted
     * @param isIndexed whether its search index is there, and can be read; else undo builds it
     */
    public record Kept(
            Generation generation,
            int tables,
            long rows,
            boolean isExact,
            long bytes,
            boolean isIndexed) {}

    /**
     * The one first that undo puts back unless another is named.
     *
     * @throws DataException where a server does not answer
     */
    public static List<Kept> read(
            Application application, DatabaseEndpoint database, SearchEndpoint search) {
        var connections = database.connections();
        var generations = Generations.of(application, database).kept();
        if (generations.isEmpty()) {
            return List.of();
        }
        var inventory = Inventory.read(connections, application.databaseName());
        var indexed =
                new GenerationIndex(application, database.rows(application.databaseName()), search)
                        .indexed(generations.stream().map(Generation::id).toList());
        return generations.stream()
                .flatMap(generation ->
                        inventory.of(generation).stream()
                                .map(parked -> kept(database, parked, generation, indexed)))
                .toList();
    }

    private static Kept kept(
            DatabaseEndpoint database,
            Inventory.Parked parked,
            Generation generation,
            Set<String> indexed) {
        var counts = RowCounts.overview(database.connections(), parked.schema());
        return new Kept(
                generation,
                counts.size(),
                counts.values().stream().mapToLong(RowCounts.Count::rows).sum(),
                counts.values().stream().allMatch(RowCounts.Count::exact),
                parked.bytes(),
                indexed.contains(generation.id()));
    }
}
