package org.addonsdata.lifecycle.usecase;

import java.util.Optional;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.lifecycle.generation.DatabaseState;
import org.addonsdata.lifecycle.generation.Generations;
import org.addonsdata.lifecycle.generation.SchemaSummary;
import org.addonsdata.services.DatabaseEndpoint;

/**
 * What is live, as a person is told before it is replaced; read without a lock and without changing
 * anything.
 *
 * @param migrated whether the application's migrations have all been applied
 */
public record LiveData(
        String schema, DatabaseState state, SchemaSummary summary, boolean migrated) {
    /** Empty where there is nothing to replace. */
    public static Optional<LiveData> read(Application application, DatabaseEndpoint database) {
        var state = Generations.of(application, database).inspect();
        if (state instanceof DatabaseState.Missing || state instanceof DatabaseState.Empty) {
            return Optional.empty();
        }
        var schema = application.databaseName();
        var rows = database.rows(schema);
        return Optional.of(
                new LiveData(
                        schema,
                        state,
                        SchemaSummary.read(rows, schema),
                        isMigrated(application, state)));
    }

    private static boolean isMigrated(Application application, DatabaseState state) {
        return state instanceof DatabaseState.Ours(var generation)
                && application.migrations().fingerprint().equals(generation.migrations());
    }

    /** Whether every row came from this tool, rather than from somebody who may miss it. */
    public boolean isFilledByThisTool() {
        return state instanceof DatabaseState.Ours(var generation)
                && generation.isFilledByThisTool();
    }
}
