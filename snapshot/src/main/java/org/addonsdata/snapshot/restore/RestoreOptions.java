package org.addonsdata.snapshot.restore;

import java.nio.file.Path;

/**
 * What to restore, and where.
 *
 * @param source a snapshot's directory or a dump file
 * @param schema an empty staging schema
 * @param workers connections that load at once, at least 1
 * @param trustDump skips reading the data back; rows are still counted
 */
public record RestoreOptions(Path source, String schema, int workers, boolean trustDump) {
    public RestoreOptions {
        if (workers < 1) {
            throw new IllegalArgumentException("workers: " + workers);
        }
    }

    /** Everything compared, as many workers as there are cores. */
    public static RestoreOptions of(Path source, String schema) {
        return new RestoreOptions(
                source, schema, Runtime.getRuntime().availableProcessors(), false);
    }

    public RestoreOptions withWorkers(int number) {
        return new RestoreOptions(source, schema, number, trustDump);
    }
}
