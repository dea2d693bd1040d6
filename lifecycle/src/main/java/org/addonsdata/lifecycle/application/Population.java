package org.addonsdata.lifecycle.application;

import java.util.Map;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Connections;

/** Fills a freshly migrated, empty schema. Both parts are deterministic and need no network. */
public interface Population {
    /**
     * Loads what the application needs to work at all.
     *
     * @return rows written, by table
     */
    Map<String, Long> loadInitialData(Connections connections, String schema, Progress.Task task);

    /**
     * Loads data to work with, upon the initial data.
     *
     * @param options how much, and from which number the rest follows
     * @return rows written, by table
     */
    Map<String, Long> seed(
            Connections connections, String schema, SeedOptions options, Progress.Task task);

    /**
     * About how much room on the disk a schema takes once it is seeded, its index included; 0 where
     * nobody knows.
     */
    default long estimatedBytes(SeedOptions options) {
        return 0;
    }

    /**
     * @param generatedAddons how many generated add-ons to add to the default seed; 0 for the
     *     default seed alone
     * @param number the same number gives the same rows
     */
    record SeedOptions(int generatedAddons, long number) {
        public static final SeedOptions DEFAULT = new SeedOptions(0, 1);
    }
}
