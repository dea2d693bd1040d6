package org.addonsdata.services;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What of a stack runs. */
public record StackStatus(
        String mode, VolumeState volume, ServerState database, ServerState search) {
    /** Where the data lives; {@code exists} is false before the first start. */
    public record VolumeState(String name, String path, boolean exists) {}

    /**
     * One server.
     *
     * @param server product and version, such as {@code "MariaDB 11.4.5"}
     * @param since null when it does not run
     * @param problem what is wrong, such as {@code "died: see /…/server.log"}; null when nothing is
     */
    public record ServerState(
            String server,
            boolean running,
            int port,
            long pid,
            @Nullable Instant since,
            @Nullable String problem) {}
}
