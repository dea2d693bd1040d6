package org.addonsdata.snapshot.export;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.addonsdata.snapshot.format.Compression;

/**
 * What to take a snapshot of, and where to put it.
 *
 * @param target the snapshot's directory; must not exist or be empty, unless overwrite says that it
 *     may be replaced
 * @param workers connections that read at once, at least 1
 * @param lockTimeout how long to wait for, and hold, the lock under which all workers come to see
 *     one moment
 * @param excludedTables tables that are not part of the data
 * @param application remembered in the manifest
 */
public record ExportOptions(
        String schema,
        Path target,
        Compression compression,
        int workers,
        boolean overwrite,
        Duration lockTimeout,
        Set<String> excludedTables,
        Map<String, String> application) {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);

    public ExportOptions {
        if (workers < 1) {
            throw new IllegalArgumentException("workers: " + workers);
        }
    }

    /**
     * A plain file, one worker more than there are cores, as the server waits for its disk now and
     * then.
     */
    public static ExportOptions of(String schema, Path target) {
        return new ExportOptions(
                schema,
                target,
                Compression.NONE,
                Runtime.getRuntime().availableProcessors() + 1,
                false,
                LOCK_TIMEOUT,
                Set.of(),
                Map.of());
    }

    public ExportOptions withWorkers(int number) {
        return new ExportOptions(
                schema,
                target,
                compression,
                number,
                overwrite,
                lockTimeout,
                excludedTables,
                application);
    }

    public ExportOptions withCompression(Compression kind) {
        return new ExportOptions(
                schema, target, kind, workers, overwrite, lockTimeout, excludedTables, application);
    }

    public ExportOptions withOverwrite(boolean replace) {
        return new ExportOptions(
                schema,
                target,
                compression,
                workers,
                replace,
                lockTimeout,
                excludedTables,
                application);
    }

    public ExportOptions withLockTimeout(Duration timeout) {
        return new ExportOptions(
                schema,
                target,
                compression,
                workers,
                overwrite,
                timeout,
                excludedTables,
                application);
    }

    public ExportOptions withExcludedTables(Set<String> names) {
        return new ExportOptions(
                schema, target, compression, workers, overwrite, lockTimeout, names, application);
    }

    public ExportOptions withApplication(Map<String, String> information) {
        return new ExportOptions(
                schema,
                target,
                compression,
                workers,
                overwrite,
                lockTimeout,
                excludedTables,
                information);
    }
}
