package org.addonsdata.services.compose;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which containers are meant, and what they are started with.
 *
 * @param volume name of a Docker volume, or the absolute path of a directory to mount
 * @param state directory of this user's locks and of the passwords that were generated
 * @param file the {@code docker-compose.yml}
 * @param project the Compose project's name, where a person chose one
 * @param database the server of the service {@code mysqld}
 * @param search the server of the service {@code elasticsearch}
 * @param searchHeap the heap of the search server, such as {@code "512m"}
 * @param rootPassword of MySQL's {@code root}; empty for none, as addons-server has it
 * @param environment which {@code docker} is run with
 */
public record ComposeSettings(
        String volume,
        Path state,
        Path file,
        Optional<String> project,
        Server database,
        Server search,
        String searchHeap,
        String rootPassword,
        Map<String, String> environment) {
    public ComposeSettings {
        environment = Map.copyOf(environment);
    }

    /**
     * One of the two. What a person chose must be what runs; what is a default gives way to it.
     *
     * @param port on 127.0.0.1
     */
    public record Server(String image, boolean imageChosen, int port, boolean portChosen) {}

    /** The same with other servers. */
    ComposeSettings with(Server otherDatabase, Server otherSearch) {
        return new ComposeSettings(
                volume,
                state,
                file,
                project,
                otherDatabase,
                otherSearch,
                searchHeap,
                rootPassword,
                environment);
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "containers of " + file + " on the volume " + volume;
    }
}
