package org.addonsdata.services.compose;

import java.util.Optional;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.services.compose.ComposeProject.Containers;
import org.addonsdata.services.compose.ComposeSettings.Server;

/** Brings what is asked for and what runs together, or says that they contradict each other. */
record Agreement(ComposeSettings settings, DataMount mount) {
    /**
     * The settings, with what runs in place of every default.
     *
     * @throws DataException {@link ErrorCode#VOLUME_IN_USE} where something runs that was not asked
     *     for
     */
    ComposeSettings with(Containers containers) {
        containers
                .database()
                .filter(Container::running)
                .filter(container -> !container.mounts().contains(mount.text()))
                .ifPresent(container -> {
                    throw inUse(
                            "the container %s serves another volume: %s"
                                    .formatted(
                                            container.name(),
                                            String.join(" and ", container.mounts())),
                            "stop it first: make down, with the DOCKER_PROJECT or DATA_VOLUME it was started with");
                });
        return settings.with(
                agreed(containers.database(), settings.database(), "MYSQL"),
                agreed(containers.search(), settings.search(), "SEARCH"));
    }

    /** The settings, with what runs in place of all others. */
    ComposeSettings found(Containers containers) {
        return settings.with(
                found(containers.database(), settings.database()),
                found(containers.search(), settings.search()));
    }

    private static Server found(Optional<Container> container, Server asked) {
        return container
                .filter(Container::running)
                .map(running -> new Server(running.image(), true, running.port(), true))
                .orElse(asked);
    }

    private static Server agreed(Optional<Container> container, Server asked, String variable) {
        var found = found(container, asked);
        if (asked.portChosen() && asked.port() != found.port()) {
            throw inUse(
                    "%s runs on port %d, not on %d"
                            .formatted(found.image(), found.port(), asked.port()),
                    "stop it first (make down), or set %s_PORT=%d"
                            .formatted(variable, found.port()));
        }
        if (asked.imageChosen() && !asked.image().equals(found.image())) {
            throw inUse(
                    "the image %s runs, not %s".formatted(found.image(), asked.image()),
                    "stop it first (make down), or set %s_IMAGE=%s"
                            .formatted(variable, found.image()));
        }
        return found;
    }

    private static DataException inUse(String message, String hint) {
        return DataException.of(ErrorCode.VOLUME_IN_USE, message).withHint(hint);
    }
}
