package org.addonsdata.snapshot.restore;

import java.nio.file.Path;
import java.util.Set;
import org.addonsdata.snapshot.database.ServerVersion;
import org.addonsdata.snapshot.dump.DumpRules;
import org.jspecify.annotations.Nullable;

/**
 * What to restore, and where.
 *
 * @param source a snapshot's directory or a dump file
 * @param schema a staging schema, empty but for the caller's own tables
 * @param workers connections that load at once, at least 1
 * @param trustDump skips reading the data back; rows are still counted
 * @param ownTables tables of the caller's that may be in the schema already; those of a dump are
 *     left out, and nothing else in it may name them
 * @param ownSchemas how names of schemas of the caller's begin, which nothing in a dump may name
 * @param maker makes what the restoring account may not; null where it may make everything
 */
public record RestoreOptions(
        Path source,
        String schema,
        int workers,
        boolean trustDump,
        Set<String> ownTables,
        Set<String> ownSchemas,
        @Nullable ObjectMaker maker) {
    public RestoreOptions {
        if (workers < 1) {
            throw new IllegalArgumentException("workers: " + workers);
        }
    }

    /** Everything compared, as many workers as there are cores. */
    public static RestoreOptions of(Path source, String schema) {
        return new RestoreOptions(
                source,
                schema,
                Runtime.getRuntime().availableProcessors(),
                false,
                Set.of(),
                Set.of(),
                null);
    }

    public RestoreOptions withWorkers(int number) {
        return new RestoreOptions(source, schema, number, trustDump, ownTables, ownSchemas, maker);
    }

    public RestoreOptions withOwnTables(Set<String> names) {
        return new RestoreOptions(source, schema, workers, trustDump, names, ownSchemas, maker);
    }

    public RestoreOptions withMaker(ObjectMaker other) {
        return new RestoreOptions(source, schema, workers, trustDump, ownTables, ownSchemas, other);
    }

    public RestoreOptions withOwnSchemas(Set<String> beginnings) {
        return new RestoreOptions(source, schema, workers, trustDump, ownTables, beginnings, maker);
    }

    DumpRules rules(ServerVersion server) {
        return new DumpRules(server, ownTables, ownSchemas);
    }
}
