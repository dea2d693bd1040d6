package org.addonsdata.addons.seed;

import java.sql.SQLException;
import java.util.Map;
import org.addonsdata.addons.load.TableLoader;
import org.addonsdata.addons.reference.ReferenceData;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.application.Population;

/**
 * Fills an addons schema: the reference data, and upon it the default and the generated add-ons.
 */
public final class SeedPopulation implements Population {
    private static final int WORKERS = 2;

    /** Thirty small tables with their keys, and the default seed. */
    private static final long EMPTY_BYTES = 40_000_000;

    /** Measured with 20,000 add-ons: 17 kB of tables and 3 kB of index. */
    private static final long BYTES_PER_ADDON = 20_000;

    @Override
    public Map<String, Long> loadInitialData(
            Connections connections, String schema, Progress.Task task) {
        var rows = ReferenceData.load(connections, schema);
        task.advance(rows.values().stream().mapToLong(Long::longValue).sum());
        return rows;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The task counts add-ons.
     */
    @Override
    public Map<String, Long> seed(
            Connections connections, String schema, SeedOptions options, Progress.Task task) {
        task.total(DefaultSeed.ADDONS + options.generatedAddons());
        var randoms = new Randoms(options.number());
        try (var loader = TableLoader.open(connections, schema, WORKERS)) {
            var writer = new CatalogueWriter(loader);
            new DefaultSeed(writer, randoms).write(task);
            new GeneratedSeed(writer, randoms, options.generatedAddons()).write(task);
            int lastTranslation = writer.end(DefaultSeed.TODAY);
            var rows = writer.finish();
            recordTranslations(connections, schema, lastTranslation);
            return rows;
        }
    }

    @Override
    public long estimatedBytes(SeedOptions options) {
        return EMPTY_BYTES + options.generatedAddons() * BYTES_PER_ADDON;
    }

    private static void recordTranslations(Connections connections, String schema, int last) {
        try (var connection = connections.open(schema);
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE translations_seq SET id = " + last);
        } catch (SQLException e) {
            throw DataException.of(
                    ErrorCode.DATABASE_ERROR,
                    "cannot record the last translation: " + e.getMessage(),
                    e);
        }
    }
}
