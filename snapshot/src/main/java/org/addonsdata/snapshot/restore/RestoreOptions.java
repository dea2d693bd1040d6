package org.addonsdata.snapshot.restore;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to restore, and where.
 *
 * @param source a snapshot's directory or a dump file
 * @param schema a staging schema, empty but for the caller's own tables
 * @param workers connections that load at once, at least 1
 * @param trustDump skips reading the data back; rows are still counted
 * @param ownTables tables of the caller's that may be in the schema already; those of a dump are
 *     left out
 * @param maker makes what the restoring account may not; null where it may make everything
 */
public record RestoreOptions(
        Path source,
        String schema,
        int workers,
        boolean trustDump,
        Set<String> ownTables,
        @Nullable ObjectMaker maker) {
    public RestoreOptions {
        if (workers < 1) {
            throw new IllegalArgumentException("workers: " + workers);
        }
    }

    /** Everything compared, as many workers as there are cores. */
    public static RestoreOptions of(Path source, String schema) {
        return new RestoreOptions(
                source, schema, Runtime.getRuntime().availableProcessors(), false, Set.of(), null);
    }

    public RestoreOptions withWorkers(int number) {
        return new RestoreOptions(source, schema, number, trustDump, ownTables, maker);
    }

    public RestoreOptions withOwnTables(Set<String> names) {
        return new RestoreOptions(source, schema, workers, trustDump, names, maker);
    }

    public RestoreOptions withMaker(ObjectMaker other) {
        return new RestoreOptions(source, schema, workers, trustDump, ownTables, other);
    }
}
