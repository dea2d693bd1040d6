package org.addonsdata.snapshot.store;

import java.nio.file.Path;
import java.time.Instant;
import org.addonsdata.snapshot.format.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * A directory in the store.
 *
 * @param created from the manifest, else when the dump was last written
 * @param bytes of all its files
 * @param manifest null for somebody else's dump and for what is not whole
 * @param problem why it cannot be restored, empty when it can
 * @param protection why pruning never deletes it, whatever its age; empty when it may
 */
public record SnapshotEntry(
        String name,
        Path directory,
        Kind kind,
        Instant created,
        long bytes,
        @Nullable Manifest manifest,
        String problem,
        String protection) {
    /** Whose it is. */
    public enum Kind {
        /** Ours, with a manifest. */
        OURS,
        /** Another tool's dump under the name that ours have. */
        FOREIGN,
        /** No snapshot at all. */
        OTHER
    }

    /** Whether it can be taken for a restore, as far as can be told without reading it. */
    public boolean isComplete() {
        return problem.isEmpty();
    }
}
