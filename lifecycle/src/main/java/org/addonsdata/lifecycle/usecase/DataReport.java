package org.addonsdata.lifecycle.usecase;

import java.util.Map;
import java.util.Optional;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.lifecycle.generation.DatabaseState;
import org.addonsdata.lifecycle.generation.Generation;
import org.addonsdata.lifecycle.generation.Generations;
import org.addonsdata.lifecycle.generation.RowCounts;
import org.addonsdata.lifecycle.index.GenerationIndex;
import org.addonsdata.lifecycle.index.IndexCondition;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.SearchEndpoint;

/**
 * What the database and the index hold and whether they agree, read without a lock and without
 * changing anything.
 *
 * @param undo the generation that undo would put back
 * @param rows of the application's main tables; empty unless the data is the application's
 * @param migrated whether the application's migrations have all been applied
 * @param index empty where there is nothing of ours to hold it against, or no search server runs
 */
public record DataReport(
        DatabaseState database,
        Optional<Generation> undo,
        Map<String, RowCounts.Count> rows,
        boolean migrated,
        Optional<IndexCondition> index) {

    /**
     * @throws DataException where a server does not answer
     */
    public static DataReport read(
            Application application, DatabaseEndpoint database, SearchEndpoint search) {
        return read(application, database, Optional.of(search));
    }

    /**
     * What can be told without the search server.
     *
     * @throws DataException where the database does not answer
     */
    public static DataReport read(Application application, DatabaseEndpoint database) {
        return read(application, database, Optional.empty());
    }

    private static DataReport read(
            Application application, DatabaseEndpoint database, Optional<SearchEndpoint> search) {
        var connections = database.connections();
        var generations = new Generations(connections, application, FaultPoints.NONE);
        var state = generations.inspect();
        if (!(state instanceof DatabaseState.Ours(var generation))) {
            return new DataReport(state, generations.replaced(), Map.of(), false, Optional.empty());
        }
        var live = application.databaseName();
        return new DataReport(
                state,
                generations.replaced(),
                RowCounts.overview(connections, live, application.mainTables()),
                application.migrations().fingerprint().equals(generation.migrations()),
                search.map(endpoint ->
                        new GenerationIndex(application, connections, endpoint)
                                .condition(live, generation.id())));
    }
}
