package org.addonsdata.services;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What of a stack runs.
 *
 * @param volume null where the data does not live on one of ours
 */
public record StackStatus(
        Mode mode, @Nullable VolumeState volume, ServerState database, ServerState search) {
    /** Whether any of the servers runs. */
    public boolean isRunning() {
        return database.running() || search.running();
    }

    /** Where the data lives; {@code exists} is false before the first start. */
    public record VolumeState(String name, String path, boolean exists) {}

    /**
     * One server.
     *
     * @param server product and version, such as {@code "MariaDB 11.4.5"}
     * @param process null when it does not run, or is no process of ours
     * @param problem what is wrong, such as {@code "died: see /…/server.log"}; null when nothing is
     */
    public record ServerState(
            String server,
            boolean running,
            String host,
            int port,
            @Nullable OwnProcess process,
            @Nullable String problem) {
        /** Whether it runs and nothing is known to be wrong with it. */
        public boolean isWell() {
            return running && problem == null;
        }

        /** The process's id; 0 when there is no process of ours. */
        public long pid() {
            return process == null ? 0 : process.pid();
        }
    }

    /** A process of this user. */
    public record OwnProcess(long pid, Instant since) {}
}
