package org.addonsdata.lifecycle.usecase;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
 * @param database empty where it could not be read in time
 * @param undo the generation that undo would put back
 * @param rows of the application's main tables; empty unless the data is the application's
 * @param migrated whether the application's migrations have all been applied
 * @param index empty where there is nothing of ours to hold it against, or no search server runs
 * @param unread what could not be read in time, one sentence each that says who keeps it
 * @param displaced the main tables that are missing, or have a view in their place
 */
public record DataReport(
        Optional<DatabaseState> database,
        Optional<Generation> undo,
        Map<String, RowCounts.Count> rows,
        boolean migrated,
        Optional<IndexCondition> index,
        List<String> unread,
        List<String> displaced) {

    /**
     * @throws DataException where a server does not answer
     */
    public static DataReport read(
            Application application, DatabaseEndpoint database, SearchEndpoint search) {
        return read(new Sources(application, database, Optional.of(search)), Patience.ENDLESS);
    }

    /**
     * What can be told without the search server.
     *
     * @throws DataException where the database does not answer
     */
    public static DataReport read(Application application, DatabaseEndpoint database) {
        return read(new Sources(application, database, Optional.empty()), Patience.ENDLESS);
    }

    /**
     * The same within seconds: what a lock or a long statement keeps from being read is left out,
     * and {@link #unread} says so.
     *
     * @throws DataException where a server does not answer
     */
    public static DataReport readBriefly(
            Application application, DatabaseEndpoint database, Optional<SearchEndpoint> search) {
        var patience = Patience.brief(database.connections(), application.databaseName());
        return read(new Sources(application, database, search), patience);
    }

    private record Sources(
            Application application, DatabaseEndpoint database, Optional<SearchEndpoint> search) {}

    private static DataReport read(Sources from, Patience patience) {
        var application = from.application;
        var database = from.database;
        var ofRows = patience.with(database.rows(application.databaseName()));
        var generations =
                new Generations(
                        patience.with(database.connections()),
                        patience.with(database.connections(database.application())),
                        application,
                        FaultPoints.NONE);
        var state = patience.read("what the database holds", generations::inspect);
        var undo = patience.read("what undo keeps", generations::replaced).flatMap(kept -> kept);
        if (!(state.orElse(null) instanceof DatabaseState.Ours(var generation))) {
            return new DataReport(
                    state, undo, Map.of(), false, Optional.empty(), patience.unread(), List.of());
        }
        var rows = new LinkedHashMap<String, RowCounts.Count>();
        var displaced = new ArrayList<String>();
        var live = application.databaseName();
        for (var table : application.mainTables()) {
            var counted =
                    patience.read(
                            "how many rows " + table + " has",
                            () -> RowCounts.overview(ofRows, live, List.of(table)));
            counted.ifPresent(rows::putAll);
            if (counted.filter(Map::isEmpty).isPresent()) {
                displaced.add(table);
            }
        }
        var index =
                from.search.flatMap(endpoint ->
                        patience.read(
                                "whether the index is true to the database",
                                () ->
                                        new GenerationIndex(application, ofRows, endpoint)
                                                .condition(live, generation.id())));
        return new DataReport(
                state,
                undo,
                rows,
                application.migrations().fingerprint().equals(generation.migrations()),
                index,
                patience.unread(),
                displaced);
    }
}
