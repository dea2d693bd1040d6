package org.addonsdata.snapshot.restore;

import java.nio.file.Path;
import java.util.Set;

/**
 * What to restore, and where.
 *
 * @param source a snapshot's directory or a dump file
 * @param schema a staging schema, empty but for the caller's own tables
 * @param workers connections that load at once, at least 1
 * @param trustDump skips reading the data back; rows are still counted
 * @param ownTables tables of the caller's that may be in the schema already; those of a dump are
 *     left out
 */
public record RestoreOptions(
        Path source, String schema, int workers, boolean trustDump, Set<String> ownTables) {
    public RestoreOptions {
        if (workers < 1) {
            throw new IllegalArgumentException("workers: " + workers);
        }
    }

    /** Everything compared, as many workers as there are cores. */
    public static RestoreOptions of(Path source, String schema) {
        return new RestoreOptions(
                source, schema, Runtime.getRuntime().availableProcessors(), false, Set.of());
    }

    public RestoreOptions withWorkers(int number) {
        return new RestoreOptions(source, schema, number, trustDump, ownTables);
    }

    public RestoreOptions withOwnTables(Set<String> names) {
        return new RestoreOptions(source, schema, workers, trustDump, names);
    }
}
