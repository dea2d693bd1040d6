package org.addonsdata.snapshot.restore;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
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
 * @param maker creates what the restoring account may not; null where it may create everything
 * @param review is told what the dump holds before anything is made, and may refuse it
 */
public record RestoreOptions(
        Path source,
        String schema,
        int workers,
        boolean trustDump,
        Set<String> ownTables,
        Set<String> ownSchemas,
        @Nullable ObjectMaker maker,
        Consumer<RestorePlan> review) {
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
                null,
                _ -> {});
    }

    public RestoreOptions withWorkers(int number) {
        return new RestoreOptions(
                source, schema, number, trustDump, ownTables, ownSchemas, maker, review);
    }

    public RestoreOptions withOwnTables(Set<String> names) {
        return new RestoreOptions(
                source, schema, workers, trustDump, names, ownSchemas, maker, review);
    }

    public RestoreOptions withOwnSchemas(Set<String> beginnings) {
        return new RestoreOptions(
                source, schema, workers, trustDump, ownTables, beginnings, maker, review);
    }

    public RestoreOptions withMaker(ObjectMaker other) {
        return new RestoreOptions(
                source, schema, workers, trustDump, ownTables, ownSchemas, other, review);
    }

    public RestoreOptions withReview(Consumer<RestorePlan> other) {
        return new RestoreOptions(
                source, schema, workers, trustDump, ownTables, ownSchemas, maker, other);
    }

    DumpRules rules(ServerVersion server) {
        return new DumpRules(server, ownTables, ownSchemas);
    }
}
